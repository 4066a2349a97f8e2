using Shared.Json;

namespace Redox.Client.Tests.Serialization;

/// <summary>Forms that a sender may give a value against the data model.</summary>
internal static class OddForm
{
    public static readonly string[] Scalars =
    [
        "null", "true", "false", "0", "-0", "42", "1.0", "1.10", "1E5", "1e400", "-1e-400", "99999999999", "9223372036854775808", new('7', 100), "0." + new string('3', 100),
        "\"\"", "\" \"", "\"text\"", "\"true\"", "\"12.50\"", "\"20120807\"", "\"2016-10-5\"", "\"2016-08-01 14:00:00-04:00\"", "\"\\u0032020-01-01\"",
        "\"\\ud800\"", "\"\\udc00\\ud83d\"", "\"\\ud83d\\ude00\"", "\"\\\\ud800\"", "\"<a href='x'>\\\"&amp;</a>\"",
    ];

    public static readonly string[] Containers =
    [
        "[]", "{}", "[null]", "[[]]", "[{}]", "[\"a\"]", "[\"a\",\"b\"]", "[1,true,null,\"\",{},[]]", "{\"ID\":\"1\"}", "[{\"ID\":1},null,\"x\"]", "{\"ID\":{\"ID\":[]}}",
        "{\"a\":1,\"a\":2}", "{\"\":\"\"}",
    ];

    public static IEnumerable<string> All => Scalars.Concat(Containers);

    /// <summary>What a sender may make of this very value: an array of it, its text as a string, a string's number, its only item.</summary>
    public static IEnumerable<string> Of(JsonTree value)
    {
        yield return $"[{value}]";
        yield return $"[null,{value}]";
        yield return $"{{\"Value\":{value}}}";
        if (value.Kind is "number" or "boolean")
        {
            yield return $"\"{value}\"";
        }

        if (value is JsonTreeArray { Items: [var first, ..] })
        {
            yield return $"{first}";
        }
    }
}
