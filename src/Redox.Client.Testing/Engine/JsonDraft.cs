using System.Buffers;
using System.Text.Json;

namespace Redox.Client.Testing.Engine;

/// <summary>A JSON object under construction: from its own members, and from parts of other JSON, which is not changed.</summary>
internal sealed class JsonDraft
{
    // Enough to write most records and responses without growing.
    private const int UsualSize = 1024;

    // JSON received at the maximum depth of a parser (64) may be nested deeper in a response.
    private static readonly JsonDocumentOptions Deeper = new() { MaxDepth = 128 };

    // Text, a number, a Boolean, a JsonElement, a JsonDraft or a list of those.
    private readonly OrderedDictionary<string, object> _members = [];

    public bool IsEmpty => _members.Count == 0;

    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>Sets a member if it has a value, and returns the same draft.</summary>
    public JsonDraft With(string name, string? value) => Set(name, value);

    /// <inheritdoc cref="With(string, string?)"/>
    public JsonDraft With(string name, int value) => Set(name, value);

    /// <inheritdoc cref="With(string, string?)"/>
    public JsonDraft With(string name, bool value) => Set(name, value);

    /// <inheritdoc cref="With(string, string?)"/>
    public JsonDraft With(string name, JsonDraft? value) => Set(name, value);

    /// <inheritdoc cref="With(string, string?)"/>
    public JsonDraft With(string name, IEnumerable<JsonDraft> value) => Set(name, value.ToList());

    /// <inheritdoc cref="With(string, string?)"/>
    public JsonDraft With(string name, JsonElement value) => value.HasValue() ? Set(name, value) : this;

    /// <summary>Adds the members of another draft and returns this one. Objects are merged; any other value is replaced.</summary>
    public JsonDraft With(JsonDraft more)
    {
        foreach (var (name, value) in more._members)
        {
            var before = AsObject(_members.GetValueOrDefault(name));
            _members[name] = before is not null && AsObject(value) is { } after ? before.With(after) : value;
        }

        return this;
    }

    public JsonDraft Without(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _members.Remove(name);
        }

        return this;
    }

    /// <summary>Returns the finished object, which never changes and shares no memory with its parts.</summary>
    public JsonElement Freeze()
    {
        var buffer = new ArrayBufferWriter<byte>(UsualSize);
        using (var writer = new Utf8JsonWriter(buffer, PlainJson.WriterOptions))
        {
            Write(writer, this);
        }

        return JsonElement.Parse(PlainJson.Of(buffer.WrittenMemory).Span, Deeper);
    }

    private JsonDraft Set(string name, object? value)
    {
        if (value is not null)
        {
            _members[name] = value;
        }

        return this;
    }

    private static JsonDraft? AsObject(object? value) => value switch
    {
        JsonDraft draft => draft,
        JsonElement { ValueKind: JsonValueKind.Object } element => element.Copy(),
        _ => null,
    };

    private static void Write(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case bool boolean:
                writer.WriteBooleanValue(boolean);
                break;
            case List<JsonDraft> list:
                writer.WriteStartArray();
                list.ForEach(item => Write(writer, item));
                writer.WriteEndArray();
                break;
            case JsonElement element:
                element.CopyTo(writer);
                break;
            case JsonDraft draft:
                writer.WriteStartObject();
                foreach (var (name, member) in draft._members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member);
                }

                writer.WriteEndObject();
                break;
        }
    }
}
