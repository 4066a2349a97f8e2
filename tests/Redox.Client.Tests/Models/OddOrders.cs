namespace Redox.Client.Tests.Models;

/// <summary>An order in which one member has another form than the data model names.</summary>
internal static class OddOrders
{
    /// <summary>Where the odd form stands, and the form.</summary>
    public static readonly (string Place, string Json)[] Forms =
    [
        ("Patient.Identifiers[0].ID", "3107"), ("Patient.Identifiers[0].ID", "[\"3107\"]"), ("Patient.Identifiers[0].ID", "null"), ("Patient.Identifiers[0].IDType", "{}"), ("Patient.Identifiers", "{\"ID\":\"3107\"}"),
        ("Patient.Identifiers", "[null,{\"ID\":\"3107\",\"IDType\":\"MR\"},\"x\"]"), ("Patient.Identifiers", "\"3107\""), ("Patient", "[{\"Identifiers\":[]}]"), ("Patient", "\"3107\""), ("Patient", "{}"),
        ("Patient.Demographics", "[]"), ("Patient.Demographics.DOB", "19471208"), ("Patient.Demographics.DOB", "\"unknown\""), ("Patient.Demographics.Sex", "7"), ("Patient.Demographics.IsHispanic", "\"Y\""),
        ("Visit", "[{\"VisitNumber\":9001}]"), ("Visit", "\"V-9001\""), ("Visit.VisitNumber", "9001"), ("Visit.Location", "\"ward 2\""), ("Visit.VisitDateTime", "\"soon\""),
    ];

    public static string With(string place, string json) => Order(
        Patient: place == "Patient" ? json : Patient(place, json),
        Visit: place == "Visit" ? json : Object(("VisitNumber", "\"V-9001\""), ("VisitDateTime", "\"2031-02-03T09:00:00.000Z\""), ("Location", "{\"Facility\":\"HB\"}")).With(place, "Visit.", json));

    public static string Order(
        string Patient = """{"Identifiers":[{"ID":"3107","IDType":"MR"}]}""", string Visit = "{\"VisitNumber\":\"V-9001\"}", string Order = "\"Order\":{\"ID\":\"ORD-61\"}", string Source = """{"ID":"4d4d4d4d-1111-4111-8111-000000000004"}""") =>
        $$"""{"Meta":{"DataModel":"Order","EventType":"New","Test":true,"Source":{{Source}}},"Patient":{{Patient}},"Visit":{{Visit}},{{Order}}}""";

    private static string Patient(string place, string json)
    {
        var identifier = Object(("ID", "\"3107\""), ("IDType", "\"MR\"")).With(place, "Patient.Identifiers[0].", json);
        var demographics = Object(("FirstName", "\"Oskar\""), ("DOB", "\"1947-12-08\""), ("Sex", "\"Male\""), ("IsHispanic", "false")).With(place, "Patient.Demographics.", json);
        return Object(("Identifiers", $"[{identifier}]"), ("Demographics", demographics)).With(place, "Patient.", json);
    }

    private static (string Name, string Json)[] Object(params (string Name, string Json)[] members) => members;

    private static string With(this (string Name, string Json)[] members, string place, string parent, string json) =>
        $"{{{string.Join(',', members.Select(member => $"\"{member.Name}\":{(place == parent + member.Name ? json : member.Json)}"))}}}";
}
