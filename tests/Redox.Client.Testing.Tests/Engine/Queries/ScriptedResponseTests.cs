using Newtonsoft.Json.Linq;
using Redox.Client.Models;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.Queries;

public abstract class ScriptedResponseTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : ScriptedResponseTests(Transport.InMemory);

    public sealed class OnSocket() : ScriptedResponseTests(Transport.Socket);

    [Fact]
    public async Task A_scripted_response_takes_precedence_over_the_data()
    {
        AddFeatherstones();
        Redox.Reply((PatientSearchQuery query) => new PatientSearchResponse { Patient = new() { Identifiers = query.Patient!.Identifiers, Notes = ["made up"] } });

        var found = await QueryAsync("PatientSearch", "Query", PatientOne);

        Assert.Equal(("HV-1", "made up"), (Find(found, "Patient.Identifiers[0].ID"), Find(found, "Patient.Notes[0]")));
        Assert.Equal("Query", Find(found, "Meta.EventType"));
        Assert.Single(found.SelectTokens("Meta.Logs[*]"));
    }

    [Fact]
    public async Task A_scripted_response_can_be_limited_by_query_and_count()
    {
        AddFeatherstones();
        Redox.Reply<PatientSearchQuery>("""{"PotentialMatches":[]}""", query => query.Patient?.Demographics?.LastName == "Featherstone", times: 2);
        Redox.Reply<SchedulingBooked>("""{"Visits":[]}""");

        var responses = new List<bool>();
        for (var i = 0; i < 3; i++)
        {
            responses.Add((await SearchAsync("""{"Demographics":{"LastName":"Featherstone"}}"""))["PotentialMatches"]!.Any());
        }

        Assert.Equal([false, false, true], responses);
        Assert.Equal("Niamh", Find(await QueryAsync("PatientSearch", "Query", PatientOne), "Patient.Demographics.FirstName"));
    }

    [Fact]
    public async Task The_latest_scripted_response_wins_until_it_is_exhausted()
    {
        Redox.Reply<PatientSearchQuery>("""{"Patient":{"Notes":["always"]}}""");
        Redox.Reply<PatientSearchQuery>(query => $$$"""{"Patient":{"Notes":["once {{{query.Patient!.Identifiers[0].ID}}}"]}}""", times: 1);

        var notes = new List<string?>();
        for (var i = 0; i < 2; i++)
        {
            notes.Add(Find(await QueryAsync("PatientSearch", "Query", PatientOne), "Patient.Notes[0]"));
        }

        Assert.Equal(["once HV-1", "always"], notes);
    }

    [Fact]
    public async Task A_scripted_response_may_be_malformed_and_add_to_Meta()
    {
        Redox.Reply<SchedulingBooked>("""{"Visits":[null],"Meta":{"DataModel":"Mine","IsIncomplete":true,"Errors":null}}""");

        var response = await PostWithTokenAsync(Message("Scheduling", "Booked", """{"StartDateTime":"2026-01-01T00:00:00Z"}"""));

        Assert.Equal("[null]", response.Json["Visits"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal(("Scheduling", true), (Find(response.Json, "Meta.DataModel"), (bool)response.Json.SelectToken("Meta.IsIncomplete")!));
        Assert.Equal(JTokenType.Null, response.Json.SelectToken("Meta.Errors")!.Type);
    }

    [Theory]
    [InlineData(400, null, "Data Chateau v2 service returned status code 400", "transmission")]
    [InlineData(400, "No such chart", "No such chart", "transmission")]
    [InlineData(200, "No such chart", "No such chart", "query")]
    public async Task A_scripted_response_may_be_an_error(int status, string? text, string expected, string type)
    {
        Redox.ReplyErrors<ClinicalSummaryPatientQuery>(text, status);

        var response = await PostWithTokenAsync(Message("Clinical Summary", "PatientQuery", PatientOne));

        Assert.Equal((status, expected, type, "Send"), (response.Status, response.Error, Find(response.Json, "Meta.Errors[0].Type"), Find(response.Json, "Meta.Errors[0].Module")));
        Assert.False(Redox.Requests.Messages[^1].Accepted);
    }

    [Fact]
    public async Task A_scripted_response_that_throws_is_reported()
    {
        Redox.Reply((PatientSearchQuery _) => true ? throw new TimeoutException("secret") : new PatientSearchResponse());

        var response = await PostWithTokenAsync(Message("PatientSearch", "Query", PatientOne));

        Assert.Equal(500, response.Status);
        var problem = Assert.Single(Redox.Requests.Messages[^1].Problems);
        Assert.Equal(RequestProblemKind.ResponseFailed, problem.Kind);
        Assert.Contains("TimeoutException", problem.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_scripted_response_is_refused()
    {
        Assert.Contains("SchedulingNew", Assert.Throws<ArgumentException>(() => Redox.Reply<SchedulingNew>("{}")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Redox.Reply<PatientSearchQuery>("[]"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Redox.Reply<PatientSearchQuery>("{}", times: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Redox.ReplyErrors<PatientSearchQuery>(status: 500));
    }

    [Fact]
    public async Task Reset_removes_data_and_scripted_responses()
    {
        AddFeatherstones();
        await PostWithTokenAsync(Appointment);
        Redox.Reply<PatientSearchQuery>("""{"Patient":{"Notes":["always"]}}""");

        Redox.Data.Reset();

        Assert.Equal("{}", (await QueryAsync("PatientSearch", "Query", PatientOne))["Patient"]!.ToString());
        Assert.Equal((0, 0, 0), (Redox.Data.Patients.Count, Redox.Data.Appointments.Count, Redox.Data.AcceptedMessages.Count));
    }
}
