using Newtonsoft.Json.Linq;

namespace Redox.Client.Testing.Tests.Contract;

/// <summary>
/// Compares JSON with a shape: the same JSON, with rules in braces where values vary. <c>{uuid}</c>, <c>{number}</c>, <c>{text}</c> (not empty), <c>{any}</c>,
/// <c>{starts …}</c>; a member named <c>...</c> allows further members.
/// </summary>
internal static class JsonShape
{
    /// <summary>Where and how they differ; empty if the JSON has the shape.</summary>
    public static IEnumerable<string> Differences(JToken shape, JToken? json, string path = "$") => (shape, json) switch
    {
        (_, null) => [$"{path}: missing"],
        (JObject wanted, JObject found) => Members(wanted, found, path),
        (JArray wanted, JArray found) when wanted.Count == found.Count => wanted.Zip(found).SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{path}[{i}]")),
        (JArray wanted, JArray found) => [$"{path}: {wanted.Count} elements expected, {found.Count} found"],
        (JValue { Type: JTokenType.String } rule, _) when Fits((string)rule!, json) => [],
        _ when JToken.DeepEquals(shape, json) => [],
        _ => [$"{path}: expected {Text(shape)}, got {Text(json)}"],
    };

    private static IEnumerable<string> Members(JObject wanted, JObject found, string path)
    {
        var open = wanted.ContainsKey("...");
        var unknown = open ? [] : found.Properties().Where(member => !wanted.ContainsKey(member.Name)).Select(member => $"{path}.{member.Name}: not expected");
        return wanted.Properties().Where(member => member.Name != "...").SelectMany(member => Differences(member.Value, found[member.Name], $"{path}.{member.Name}")).Concat(unknown);
    }

    private static bool Fits(string rule, JToken value) => rule switch
    {
        "{any}" => true,
        "{uuid}" => value.Type == JTokenType.String && Guid.TryParseExact((string?)value, "D", out _),
        "{number}" => value.Type == JTokenType.Integer,
        "{text}" => value.Type == JTokenType.String && (string?)value is not "",
        _ when rule.StartsWith("{starts ", StringComparison.Ordinal) => value.Type == JTokenType.String && ((string)value!).StartsWith(rule[8..^1], StringComparison.Ordinal),
        _ => false,
    };

    private static string Text(JToken token) => token.ToString(Newtonsoft.Json.Formatting.None);
}
