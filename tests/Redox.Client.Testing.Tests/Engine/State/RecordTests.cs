using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.State;

/// <summary>Queries return what was sent. Every response is also validated against the definition of its event.</summary>
public abstract class RecordTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : RecordTests(Transport.InMemory);

    public sealed class OnSocket() : RecordTests(Transport.Socket);

    [Fact]
    public async Task A_patient_is_known_after_any_event()
    {
        await SendEventAsync("Flowsheet", "New", $$"""{"Patient":{{Niamh}},"Observations":[{"DateTime":"2026-01-05T09:00:00Z","Code":"8867-4","Value":"72","ValueType":"Numeric"}]}""");

        Assert.Equal("Niamh", Find(await QueryAsync("PatientSearch", "Query", PatientOne), "Patient.Demographics.FirstName"));
        Assert.Equal("72", Assert.Single(Redox.Data.Observations).GetProperty("Value").GetString());
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
        Assert.Single(Redox.Data.Patients);
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
        Redox.Data.AddPatient("""{"Identifiers":[{"ID":"HV-1","IDType":"MR"},{"ID":"9","IDType":"NIST"}],"Organization":{"Name":"Harbor Clinic"}}""");

        var found = await QueryAsync("PatientSearch", "LocationQuery", PatientOne);

        Assert.Equal(("9", "Harbor Clinic"), (Find(found, "Patients[0].Identifiers[1].ID"), Find(found, "Patients[0].Organization.Name")));
        Assert.Empty((await QueryAsync("PatientSearch", "LocationQuery", """{"Patient":{"Identifiers":[{"ID":"0","IDType":"MR"}]}}"""))["Patients"]!);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    public async Task A_search_for_locations_says_that_its_task_is_done(string id)
    {
        Redox.Data.AddPatient("""{"Identifiers":[{"ID":"1","IDType":"MR"}]}""");

        var found = await QueryAsync("PatientSearch", "LocationQuery", $$$"""{"Patient":{"Identifiers":[{"ID":"{{{id}}}","IDType":"MR"}]}}""");

        Assert.Equal("Success", Find(found, "Meta.Extensions.task-status.string"));
        Assert.Contains("QueryLocationStatus", Redox.Requests.Messages[^1].Behaviours.Select(behaviour => behaviour.Id));
    }

    [Fact]
    public async Task A_refused_message_changes_nothing()
    {
        var response = await PostWithTokenAsync(Message("PatientAdmin", "NewPatient", """{"Patient":{"Identifiers":[{"ID":"HV-1"}]}}"""));

        Assert.Equal(400, response.Status);
        Assert.Empty(Redox.Data.Patients);
        Assert.Empty(Redox.Data.AcceptedMessages);
    }

    [Fact]
    public async Task A_message_sent_twice_counts_as_one_message_accepted_twice()
    {
        await PostWithTokenAsync(Appointment);
        await PostWithTokenAsync(Appointment);
        await SendEventAsync("PatientAdmin", "NewPatient", $$"""{"Patient":{{Niamh}}}""");

        Assert.Equal([new("Scheduling", "New", 2), new AcceptedMessage("PatientAdmin", "NewPatient", 1)], Redox.Data.AcceptedMessages);
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

        Assert.Equal((60, 10), (Redox.Data.Appointments.Count, Redox.Data.Patients.Count));
        Assert.Equal(60, (await QueryAsync("Scheduling", "Booked", """{"StartDateTime":"2026-01-01T00:00:00Z"}"""))["Visits"]!.Count());
    }
}
