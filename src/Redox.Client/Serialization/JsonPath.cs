using System.Globalization;
using System.Text;
using System.Text.Json;
using Redox.Client.Messages;

namespace Redox.Client.Serialization;

/// <summary>
/// Tracks the path of a reader, as <c>Patient.Identifiers[0].ID</c>. A name that the data model does not know is shown as <c>?</c>:
/// it may contain any text from the sender.
/// </summary>
internal sealed class JsonPath(ObjectShape root)
{
    private readonly Stack<Step> _steps = new();

    internal void Move(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                Name(JsonText.TryGet(in reader, out var name) ? name : "");
                break;
            case JsonTokenType.StartObject:
                Next();
                _steps.Push(new Step(_steps.Count == 0 ? root : _steps.Peek().Below));
                break;
            case JsonTokenType.StartArray:
                Next();
                _steps.Push(new Step(null) { Index = -1, Below = _steps.TryPeek(out var parent) ? parent.Below : null });
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _steps.Pop();
                break;
            default:
                Next();
                break;
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var step in _steps.Reverse())
        {
            step.AppendTo(text);
        }

        return text.ToString();
    }

    private void Name(string name)
    {
        var step = _steps.Peek();
        var member = step.Shape?.Find(name);
        step.Name = member?.Name ?? "?";
        step.Below = member?.Object;
    }

    // Inside an array, each new value advances the index.
    private void Next()
    {
        if (_steps.TryPeek(out var step) && step.Index is { } index)
        {
            step.Index = index + 1;
        }
    }

    private sealed class Step(ObjectShape? shape)
    {
        internal ObjectShape? Shape { get; } = shape;

        internal ObjectShape? Below { get; set; }

        internal string? Name { get; set; }

        internal int? Index { get; set; }

        internal void AppendTo(StringBuilder text)
        {
            if (Index is { } index and >= 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
            else if (Index is null && Name is not null)
            {
                text.Append(text.Length == 0 ? "" : ".").Append(Name);
            }
        }
    }
}
