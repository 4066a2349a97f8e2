using System.Text.Json;
using Shared;

namespace Redox.Client.Tests.Sending;

/// <summary>
/// Forms in which a sender may write the members that decide where a message goes, whom it comes from and whether it is a test; and what each says,
/// looked up in the text itself and not with the reader under test.
/// </summary>
internal static class EnvelopeForms
{
    public const string Named = "3f3f3f3f-1111-4111-8111-000000000003";
    public const string Default = "1a1a1a1a-1111-4111-8111-000000000009";
    public const string Source = "5e5e5e5e-1111-4111-8111-000000000005";
    public const string OtherSource = "4d4d4d4d-1111-4111-8111-000000000004";

    private const string Good = $$"""{"ID":"{{Named}}"}""";

    /// <summary>What stands in Meta for the destinations, with its comma; empty where nothing does.</summary>
    public static readonly string[] GoodDestinations =
    [
        "", "\"Destinations\":null,", "\"Destinations\":[],", $"\"Destinations\":[{Good}],", $$"""  "\u0044estinations":[{{Good}}],""",
        $$"""  "Destinations":[{{Good}},{"ID":"{{OtherSource}}","Name":null,"NewAtRedox":[1]}],""", $$"""  "Destinations":[{"ID":null,"Name":"Clinic"}],""",
    ];

    public static readonly string[] OddDestinations =
    [
        .. new[]
        {
            $"\"{Named}\"", "5", "true", "\"\"", "{}", Good, "[null]", "[5]", $"[\"{Named}\"]", "[[]]", $"[[{Good}]]", $"[{Good},null]", $"[{Good},\"{Named}\"]", $"[null,{Good}]", $"[{Good},[]]",
            "[{\"ID\":5}]", $$"""[{"ID":["{{Named}}"]}]""", "[{\"ID\":{}}]", "[{\"ID\":true}]", "[{\"ID\":\"\\ud800\"}]", "[{\"Name\":5}]", "[{\"Name\":[\"Clinic\"]}]",
            $$"""[{"ID":"{{Named}}","Name":{} }]""", $$"""[{"id":"{{Named}}"}]""", $$"""[{"Name":"Clinic","id":"{{Named}}"}]""", $$"""[{"ID ":"{{Named}}","Name":"Clinic"}]""",
            $$"""[{"ID":"{{Default}}","ID":"{{Named}}"}]""", $$"""[{{Good}},{"ID":"{{OtherSource}}","NAME":"x"}]""",
            $$"""[{"ID\ud83e":"{{Named}}","Name":"Clinic"}]""", $$"""[{"I\u200bD":"{{Named}}","Name":"Clinic"}]""", $$"""[{"ID":"{{Default}}","Name\ufeff":"Clinic"}]""",
        }.Select(form => $"\"Destinations\":{form},"),
        $"\"destinations\":[{Good}],", $"\"DESTINATIONS\":\"{Named}\",", $"\"Destinations \":[{Good}],", $"\"Destinations\":[{Good}],\"destinations\":[],",
        $"\"Destinations\":[{Good}],\"Destinations\":[{Good}],", "\"Destinations\":\"x\",\"Destinations\":[],", $"\"Destinations\":[{Good}],\"Destinations\":null,",
        .. UnseenNames("Destinations").Select(name => $"{name}:[{Good}],"),
    ];

    public static readonly string[] GoodSources = ["", "\"Source\":null,", $$"""  "Source":{"ID":"{{OtherSource}}"},""", "\"Source\":{\"Name\":\"Harbour\"},"];

    public static readonly string[] OddSources =
    [
        .. new[]
        {
            $"\"{OtherSource}\"", "7", "false", "\"\"", "[]", "[null]", $$"""[{"ID":"{{OtherSource}}"}]""", $$"""[{"ID":"{{OtherSource}}"},{"ID":"{{Source}}"}]""",
            "{\"ID\":7}", $$"""{"ID":["{{OtherSource}}"]}""", $$"""{"id":"{{OtherSource}}"}""", $$"""{"ID":"a","ID":"{{OtherSource}}"}""", $$"""{"ID":"{{OtherSource}}","Name":7}""", "{\"Name\":\"\\udc00\"}",
        }.Select(form => $"\"Source\":{form},"),
        $$"""  "source":{"ID":"{{OtherSource}}"},""", $"\"SOURCE\":\"{OtherSource}\",", $$"""  "Source":{"ID":"a"},"Source":{"ID":"{{OtherSource}}"},""", "\"Source\":7,\"Source\":null,",
        .. UnseenNames("Source").Select(name => $$"""{{name}}:{"ID":"{{OtherSource}}"},"""),
    ];

    public static readonly string[] GoodTests = ["", "\"Test\":null,", "\"Test\":true,", "\"Test\":false,"];

    /// <summary>Odd, and still there to go out as they came.</summary>
    public static readonly string[] OddTests =
    [
        .. new[] { "\"Y\"", "\"true\"", "\"false\"", "\"\"", "1", "0", "5", "[]", "[true]", "[false]", "[null]", "{}", "{\"Value\":true}" }.Select(form => $"\"Test\":{form},"),
        "\"test\":true,", "\"TEST\":\"Y\",", "\" Test\":true,",
        .. UnseenNames("Test").Select(name => $"{name}:true,"),
    ];

    public static readonly string[] RepeatedTests = ["\"Test\":true,\"Test\":false,", "\"Test\":\"Y\",\"Test\":null,", "\"Test\":false,\"Test\":false,"];

    public static string Message(string destinations = "", string source = "", string test = "") =>
        $$"""{"Meta":{ {{destinations}} {{source}} {{test}} "DataModel":"PatientAdmin","EventType":"NewPatient"},"Patient":{"Identifiers":[{"ID":"LK-2041","IDType":"MR"}] } }""";

    public static JsonElement Meta(string message)
    {
        using var document = JsonDocument.Parse(message);
        return document.RootElement.GetProperty("Meta").Clone();
    }

    /// <summary>The name with characters that nobody sees, escaped or not, and with broken ones.</summary>
    public static IEnumerable<string> UnseenNames(string name) =>
    [
        $"\"{name}\u200b\"", $"\"\ufeff{name}\"", $"\"{name[0]}\\u00ad{name[1..]}\"", $"\"{name}\\u0000\"", $"\"{name}\\ud800\"", $"\"\\udc00{name}\"", $"\"{name}\\udb40\\udc41\"",
    ];

    /// <summary>The recipients that a well-formed envelope names.</summary>
    public static string[] Recipients(JsonElement meta) =>
        meta.TryGetProperty("Destinations", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(item => item.GetProperty("ID").GetString() ?? $"name: {item.GetProperty("Name").GetString()}")]
            : [];

    /// <summary>The rows of the table in docs/sending.md: the form as an example, and the problem.</summary>
    public static IEnumerable<(string Example, string Problem)> Documented => RepositoryFiles.Read("docs/sending.md").Split('\n')
        .Where(line => line.Contains("| `\"", StringComparison.Ordinal) && line.Contains("`Meta.", StringComparison.Ordinal))
        .Select(line => line.Split('|')).Select(cells => (cells[2].Trim().Trim('`'), cells[3].Trim().Trim('`')));
}
