using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Shared.Json;

/// <summary>
/// JSON as written: scalars and names keep their raw text, objects keep duplicates and order. With it tests mutate text that no document model
/// can hold, and compare what comes back by rules of their own: numbers character by character, of duplicates the last.
/// </summary>
internal abstract class JsonTree
{
    public abstract string Kind { get; }

    public static JsonTree Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 100_000 });
        reader.Read();
        return Parse(ref reader);
    }

    public static JsonTree Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    public sealed override string ToString()
    {
        var text = new StringBuilder();
        AppendTo(text);
        return text.ToString();
    }

    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(ToString());

    /// <summary>Where the two differ, or null.</summary>
    public static string? Difference(JsonTree left, JsonTree right) => Difference(left, right, "$");

    protected abstract void AppendTo(StringBuilder text);

    private static JsonTree Parse(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new List<JsonTreeMember>();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = Encoding.UTF8.GetString(reader.ValueSpan);
                    reader.Read();
                    members.Add(new JsonTreeMember(name, Parse(ref reader)));
                }

                return new JsonTreeObject(members);
            case JsonTokenType.StartArray:
                var items = new List<JsonTree>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Parse(ref reader));
                }

                return new JsonTreeArray(items);
            case JsonTokenType.String:
                return new JsonTreeScalar($"\"{Encoding.UTF8.GetString(reader.ValueSpan)}\"");
            default:
                return new JsonTreeScalar(Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    private static string? Difference(JsonTree left, JsonTree right, string path)
    {
        switch (left, right)
        {
            case (JsonTreeScalar one, JsonTreeScalar other):
                return one.Meaning == other.Meaning ? null : $"{path}: {one} and {other}";
            case (JsonTreeArray one, JsonTreeArray other):
                return one.Items.Count != other.Items.Count
                    ? $"{path}: {one.Items.Count} and {other.Items.Count} items"
                    : one.Items.Select((item, i) => Difference(item, other.Items[i], $"{path}[{i}]")).FirstOrDefault(difference => difference is not null);
            case (JsonTreeObject one, JsonTreeObject other):
                var (first, second) = (one.LastOfEachName(), other.LastOfEachName());
                if (!first.Keys.ToHashSet().SetEquals(second.Keys))
                {
                    return $"{path}: members {string.Join(',', first.Keys.Except(second.Keys))} missing, {string.Join(',', second.Keys.Except(first.Keys))} new";
                }

                return first.Select(member => Difference(member.Value, second[member.Key], $"{path}.{member.Key}")).FirstOrDefault(difference => difference is not null);
            default:
                return $"{path}: {left.Kind} and {right.Kind}";
        }
    }
}

/// <summary>A member; its raw name is what stands between the quotation marks, escapes included.</summary>
internal sealed record JsonTreeMember(string RawName, JsonTree Value)
{
    public string Name => JsonTreeScalar.Unescape(RawName);
}

internal sealed class JsonTreeObject(List<JsonTreeMember> members) : JsonTree
{
    public List<JsonTreeMember> Members { get; } = members;

    public override string Kind => "object";

    public JsonTree? this[string name] => Members.LastOrDefault(member => member.Name == name)?.Value;

    public Dictionary<string, JsonTree> LastOfEachName()
    {
        var result = new Dictionary<string, JsonTree>();
        foreach (var member in Members)
        {
            result[member.Name] = member.Value;
        }

        return result;
    }

    protected override void AppendTo(StringBuilder text) =>
        text.Append('{').AppendJoin(',', Members.Select(member => $"\"{member.RawName}\":{member.Value}")).Append('}');
}

internal sealed class JsonTreeArray(List<JsonTree> items) : JsonTree
{
    public List<JsonTree> Items { get; } = items;

    public override string Kind => "array";

    protected override void AppendTo(StringBuilder text) => text.Append('[').AppendJoin(',', Items).Append(']');
}

internal sealed class JsonTreeScalar(string raw) : JsonTree
{
    public override string Kind => raw[0] switch
    {
        '"' => "string",
        't' or 'f' => "boolean",
        'n' => "null",
        _ => "number",
    };

    /// <summary>The raw text; of a string, its characters.</summary>
    public string Meaning => raw[0] == '"' ? $"\"{Unescape(raw[1..^1])}" : raw;

    /// <summary>Resolves escapes by hand, because .NET refuses half surrogate pairs.</summary>
    public static string Unescape(string raw)
    {
        if (!raw.Contains('\\', StringComparison.Ordinal))
        {
            return raw;
        }

        var text = new StringBuilder();
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            i++;
            if (raw[i] == 'u')
            {
                text.Append((char)int.Parse(raw.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(raw[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
            }
        }

        return text.ToString();
    }

    protected override void AppendTo(StringBuilder text) => text.Append(raw);
}
