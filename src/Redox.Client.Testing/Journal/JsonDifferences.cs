using System.Globalization;
using System.Text.Json;
using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing.Journal;

/// <summary>
/// Where a JSON value lacks something that another one requires. Whatever is not required is ignored: further members, and further elements at the
/// end of a list.
/// </summary>
internal static class JsonDifferences
{
    private const int MaxValueLength = 80;

    /// <summary>One line for each difference, with its path; none if everything expected is present.</summary>
    public static IEnumerable<string> Find(JsonElement expected, JsonElement actual, string path = "")
    {
        switch (expected.ValueKind)
        {
            // Left open by the test, or without meaning on the wire.
            case JsonValueKind.Undefined:
            case JsonValueKind.Null when actual.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null:
                return [];
            case JsonValueKind.Object when actual.ValueKind == JsonValueKind.Object:
                return expected.EnumerateObject().SelectMany(member =>
                    Find(member.Value, actual.Member(member.Name), path.Length == 0 ? member.Name : $"{path}.{member.Name}"));
            case JsonValueKind.Array when actual.ValueKind == JsonValueKind.Array:
                return expected.EnumerateArray().SelectMany((item, index) =>
                    Find(item, index < actual.GetArrayLength() ? actual[index] : default, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]")));
            default:
                return IsSame(expected, actual) ? [] : [$"{(path.Length == 0 ? "the body" : path)}: expected {Text(expected)}, got {Text(actual)}"];
        }
    }

    private static bool IsSame(JsonElement expected, JsonElement actual) =>
        (expected.ValueKind, actual.ValueKind) is (JsonValueKind.Number, JsonValueKind.Number)
            && expected.TryGetDecimal(out var one) && actual.TryGetDecimal(out var other)
            ? one == other
            : expected.ValueKind == actual.ValueKind && JsonElement.DeepEquals(expected, actual);

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "nothing",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => $"a list of {value.GetArrayLength()}",
        _ => value.GetRawText() is { Length: > MaxValueLength } text ? text[..MaxValueLength] + "…" : value.GetRawText(),
    };
}
