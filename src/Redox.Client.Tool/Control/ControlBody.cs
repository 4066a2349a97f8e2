using System.Globalization;
using System.Text.Json;
using Redox.Client.Options;

namespace Redox.Client.Tool.Control;

/// <summary>The JSON object that a call takes. Every mistake names the member, what was given and what is possible.</summary>
internal sealed class ControlBody
{
    private const int MaxShown = 60;
    private const int MaxSlip = 2;

    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.OrdinalIgnoreCase);

    private ControlBody(JsonElement body)
    {
        foreach (var member in body.EnumerateObject())
        {
            if (!_members.TryAdd(member.Name, member.Value))
            {
                throw new HostException($"{member.Name} is given twice.");
            }
        }
    }

    public static ControlBody Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            var body = JsonElement.Parse(json.Span);
            return body.ValueKind == JsonValueKind.Object ? new(body) : throw new HostException($"The body is {Show(body)}; send a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new HostException(
                json.IsEmpty
                    ? "The body is empty; send a JSON object."
                    : $"The body cannot be read as JSON, from byte {exception.BytePositionInLine + 1} of line {exception.LineNumber + 1}; send a JSON object.");
        }
    }

    /// <summary>Refuses members that mean nothing here, which a typo may be.</summary>
    public void Allow(string subject, IReadOnlyList<string> names)
    {
        if (_members.Keys.FirstOrDefault(member => !names.Contains(member, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            var nearest = names.MinBy(name => EditDistance.Between(name, unknown))!;
            var hint = EditDistance.Between(nearest, unknown) <= MaxSlip ? $" Did you mean {nearest}?" : "";
            throw new HostException($"'{unknown}' is not for this. {subject} takes {OptionValue.List(names)}.{hint}");
        }
    }

    public bool Has(string name) => Find(name) is not null;

    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => TextOf(name, text),
        { } other => throw new HostException($"{name} is {Show(other)}; it has to be a text."),
    };

    public double? Number(string name, double min, double max) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var value) && value >= min && value <= max => value,
        { } other => throw OutOfRange(name, other, "a number", min, max),
    };

    public int? Integer(string name, int min, int max) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) && value >= min && value <= max => value,
        { } other => throw OutOfRange(name, other, "a whole number", min, max),
    };

    public bool Flag(string name) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        { } other => throw new HostException($"{name} is {Show(other)}; it has to be true or false."),
    };

    /// <summary>A member that is an object of its own.</summary>
    public ControlBody? Object(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } inner => new(inner),
        { } other => throw new HostException($"{name} is {Show(other)}; it has to be a JSON object."),
    };

    /// <summary>The members of an object whose values are texts.</summary>
    public IEnumerable<KeyValuePair<string, string>> Texts(string name) =>
        Object(name) is { } inner ? [.. inner._members.Keys.Select(member => new KeyValuePair<string, string>(member, inner.Text(member) ?? ""))] : [];

    /// <summary>A member as the content of a body: a text as it is, and any other JSON as it was written.</summary>
    public string? Content(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => TextOf(name, text),
        { } json => json.GetRawText(),
    };

    // A null is as good as nothing.
    private JsonElement? Find(string name) => _members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string TextOf(string name, JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new HostException($"{name} has half of a surrogate pair, which is not text.");
        }
    }

    private static HostException OutOfRange(string name, JsonElement value, string what, double min, double max) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{name} is {Show(value)}; it has to be {what} from {min:#,0} to {max:#,0}."));

    private static string Show(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= MaxShown ? text : $"{text[..MaxShown]}…";
    }
}
