using Newtonsoft.Json.Linq;

namespace Redox.Client.Testing.Tests;

/// <summary>Queries return what was sent. Every response is also validated against the definition of its event.</summary>
public abstract partial class ExchangeTests
{
    private const string Niamh = """{"Identifiers":[{"ID":"HV-1","IDType":"MR"}],"Demographics":{"FirstName":"Niamh","LastName":"Featherstone"}}""";

    private const string Timothy = """{"Identifiers":[{"ID":"HV-2","IDType":"MR"}],"Demographics":{"FirstName":"Timothy","LastName":"Featherstone"}}""";

    [Fact]
    public async Task A_patient_is_known_after_any_event()
    {
        await SendEventAsync("Flowsheet", "New", $$"""{"Patient":{{Niamh}},"Observations":[{"DateTime":"2026-01-05T09:00:00Z","Code":"8867-4","Value":"72","ValueType":"Numeric"}]}""");

        Assert.Equal("Niamh", Find(await QueryAsync("PatientSearch", "Query", PatientOne), "Patient.Demographics.FirstName"));
        Assert.Equal("72", Assert.Single(_redox.Data.Observations).GetProperty("Value").GetString());
    }

    [Fact]
    public async Task Newer_members_win_and_none_are_lost()
    {
        await SendEventAsync("PatientAdmin", "NewPatient", """
            {"Patient":{"Identifiers":[{"ID":"HV-1","IDType":"MR"}],"Demographics":{"FirstName":"Niamh","LastName":"Byrne","Sex":"Female"},"Contacts":[{"FirstName":"Cormac"}]}}
            """);
        await SendEventAsync("PatientAdmin", "PatientUpdate", """
            {"Patient":{"Identifiers":[{"ID":"HV-1","IDType":"MR"},{"ID":"E-7","IDType":"EHRID"}],"Demographics":{"LastName":"Featherstone","Sex":null},"Contacts":[]}}
            """);

        var patient = (JObject)(await QueryAsync("PatientSearch", "Query", """{"Patient":{"Identifiers":[{"ID":"E-7","IDType":"EHRID"}]}}"""))["Patient"]!;

        Assert.Equal(
            """{"Identifiers":[{"ID":"HV-1","IDType":"MR"},{"ID":"E-7","IDType":"EHRID"}],"Demographics":{"FirstName":"Niamh","LastName":"Featherstone","Sex":"Female"},"Contacts":[]}""",
            patient.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Single(_redox.Data.Patients);
    }

    [Fact]
    public async Task Merged_patients_become_one()
    {
        await SendEventAsync("Notes", "New", Note("N-1", Timothy));
        await SendEventAsync("PatientAdmin", "NewPatient", $$"""{"Patient":{{Niamh}}}""");

        await SendEventAsync("PatientAdmin", "PatientMerge", """
            {"Patient":{"Identifiers":[{"ID":"HV-1","IDType":"MR"}],"PreviousIdentifiers":[{"ID":"HV-2","IDType":"MR"}]}}
            """);

        var found = await QueryAsync("PatientSearch", "Query", """{"Patient":{"Demographics":{"LastName":"Featherstone"}}}""");
        Assert.Equal(("Niamh", "HV-1"), (Find(found, "Patient.Demographics.FirstName"), Assert.Single(found.SelectTokens("Patient.Identifiers[*].ID")).ToString()));
        Assert.Equal("HV-1", Find(await QueryAsync("PatientSearch", "Query", """{"Patient":{"Identifiers":[{"ID":"HV-2","IDType":"MR"}]}}"""), "Patient.Identifiers[0].ID"));
        Assert.Equal("HV-1", Find(await QueryAsync("Notes", "Query", """{"Patients":[{"Identifiers":[{"ID":"HV-1","IDType":"MR"}]}]}"""), "Notes[0].Patient.Identifiers[0].ID"));
    }

    [Fact]
    public async Task The_locations_of_a_patient_are_found_by_any_identifier()
    {
        _redox.Data.AddPatient("""{"Identifiers":[{"ID":"HV-1","IDType":"MR"},{"ID":"9","IDType":"NIST"}],"Organization":{"Name":"Harbor Clinic"}}""");

        var found = await QueryAsync("PatientSearch", "LocationQuery", PatientOne);

        Assert.Equal(("9", "Harbor Clinic"), (Find(found, "Patients[0].Identifiers[1].ID"), Find(found, "Patients[0].Organization.Name")));
        Assert.Empty((await QueryAsync("PatientSearch", "LocationQuery", """{"Patient":{"Identifiers":[{"ID":"0","IDType":"MR"}]}}"""))["Patients"]!);
    }

    [Fact]
    public async Task A_refused_message_changes_nothing()
    {
        var response = await PostWithTokenAsync(Message("PatientAdmin", "NewPatient", """{"Patient":{"Identifiers":[{"ID":"HV-1"}]}}"""));

        Assert.Equal(400, response.Status);
        Assert.Empty(_redox.Data.Patients);
        Assert.Empty(_redox.Data.AcceptedMessages);
    }

    [Fact]
    public async Task A_message_sent_twice_counts_as_one_message_accepted_twice()
    {
        await PostWithTokenAsync(Appointment);
        await PostWithTokenAsync(Appointment);
        await SendEventAsync("PatientAdmin", "NewPatient", $$"""{"Patient":{{Niamh}}}""");

        Assert.Equal([new("Scheduling", "New", 2), new AcceptedMessage("PatientAdmin", "NewPatient", 1)], _redox.Data.AcceptedMessages);
    }

    [Fact]
    public async Task Invalid_text_is_left_out()
    {
        await SendEventAsync("PatientAdmin", "NewPatient", """
            {"\ud800":1,"Patient":{"\ud800":2,"Identifiers":[{"ID":"HV-1","IDType":"MR"}],"Notes":["\ud800","a"],"Demographics":{"LastName":"\ud800","LastName":"B"}}}
            """);

        var found = await QueryAsync("PatientSearch", "Query", PatientOne);

        Assert.Equal(("B", "[\"a\"]"), (Find(found, "Patient.Demographics.LastName"), found.SelectToken("Patient.Notes")!.ToString(Newtonsoft.Json.Formatting.None)));
    }

    [Fact]
    public async Task The_last_of_several_equal_names_wins()
    {
        await SendEventAsync("PatientAdmin", "NewPatient", """
            {"Patient":{"Identifiers":[{"ID":"HV-1","IDType":"MR"}],"Notes":["a"],"Notes":["b"],"Demographics":{"LastName":"A","LastName":"B","LastName":null}}}
            """);

        var found = await QueryAsync("PatientSearch", "Query", PatientOne);

        Assert.Equal(("B", "b"), (Find(found, "Patient.Demographics.LastName"), Find(found, "Patient.Notes[0]")));
    }

    [Fact]
    public async Task The_deepest_accepted_message_can_be_returned()
    {
        const int Levels = 62;
        var deep = new string('[', Levels) + new string(']', Levels);
        await SendEventAsync("Scheduling", "New", SchedulingEvent("A-1", "2026-01-06T09:00:00.000Z", more: $",\"Deep\":{deep}"));

        var response = await PostWithTokenAsync(Message("Scheduling", "Booked", """{"StartDateTime":"2026-01-01T00:00:00Z"}"""));

        Assert.Equal(200, response.Status);
        Assert.Contains(deep, response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parallel_events_and_queries_do_not_interfere()
    {
        var token = "Bearer " + await GetTokenAsync();
        await Parallel.ForAsync(0, 60, async (i, _) =>
        {
            var patient = $$"""{"Identifiers":[{"ID":"P-{{i % 10}}","IDType":"MR"}]}""";
            Assert.Equal(200, (await PostAsync(Message("Scheduling", "New", SchedulingEvent($"A-{i}", "2026-01-06T09:00:00Z", patient)), token)).Status);
            Assert.Equal(200, (await PostAsync(Message("Scheduling", "Booked", """{"StartDateTime":"2026-01-01T00:00:00Z"}"""), token)).Status);
        });

        Assert.Equal((60, 10), (_redox.Data.Appointments.Count, _redox.Data.Patients.Count));
        Assert.Equal(60, (await QueryAsync("Scheduling", "Booked", """{"StartDateTime":"2026-01-01T00:00:00Z"}"""))["Visits"]!.Count());
    }

    private const string PatientOne = """{"Patient":{"Identifiers":[{"ID":"HV-1","IDType":"MR"}]}}""";

    private async Task SendEventAsync(string dataModel, string eventType, string members) =>
        Assert.Equal("", (await PostWithTokenAsync(Message(dataModel, eventType, members))) is { Status: 200 } ? "" : _redox.Requests.ToString());

    private async Task<JObject> QueryAsync(string dataModel, string eventType, string members)
    {
        var response = await PostWithTokenAsync(Message(dataModel, eventType, members));
        Assert.Equal((200, null), (response.Status, response.Error));
        AssertIsAResponse(response.Json, RedoxJson.FindDefinition(dataModel, eventType)!);
        return response.Json;
    }

    private static void AssertIsAResponse(JObject response, MessageDefinition query)
    {
        Assert.Equal(query.EventType, (string?)response.SelectToken("Meta.EventType"));
        var type = query.Type.GetInterfaces().Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRedoxQuery<>)).GetGenericArguments()[0];
        var asResponse = (JObject)response.DeepClone();
        asResponse["Meta"]!["EventType"] = RedoxJson.Definitions.Single(definition => definition.Type == type).EventType;
        var json = asResponse.ToString();
        Assert.Empty(RedoxJson.Validate(json));
        Assert.Empty(RedoxJson.Read(json).Issues);
        Assert.DoesNotContain(response.Descendants(), token => token.Type == JTokenType.Null);
    }

    private static string? Find(JObject json, string path) => (string?)json.SelectToken(path);

    private static string Message(string dataModel, string eventType, string members, string meta = "")
    {
        var body = members.Trim()[1..^1];
        return $$"""{"Meta":{"DataModel":"{{dataModel}}","EventType":"{{eventType}}"{{meta}},"Destinations":[{"ID":"d"}]}{{(body.Length > 0 ? "," : "")}}{{body}}}""";
    }

    private static string SchedulingEvent(string number, string time, string patient = Niamh, string more = "", string department = "3N") => $$$$"""
        {"Patient":{{{{patient}}}},"Visit":{"VisitNumber":"{{{{number}}}}","VisitDateTime":"{{{{time}}}}","Duration":30,"Location":{"Department":"{{{{department}}}}"}{{{{more}}}}}}
        """;

    private static string Note(string id, string patient = Niamh, string more = "", string type = "Progress Note") => $$$$"""
        {"Patient":{{{{patient}}}},"Visit":{"VisitNumber":"V-1"},
        "Note":{"ContentType":"Plain Text","DocumentType":"{{{{type}}}}","DocumentID":"{{{{id}}}}","FileContents":"text","Provider":{"ID":"4"}{{{{more}}}}}}
        """;
}
