using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.Queries;

public abstract class PatientSearchTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : PatientSearchTests(Transport.InMemory);

    public sealed class OnSocket() : PatientSearchTests(Transport.Socket);

    [Fact]
    public async Task A_search_by_identifier_finds_the_patient()
    {
        AddFeatherstones();

        var response = await SearchAsync("""{"Identifiers":[{"ID":"HV-2","IDType":"MR"}],"Demographics":{"FirstName":"Nobody"}}""");

        Assert.Equal("Timothy", (string?)response.SelectToken("Patient.Demographics.FirstName"));
        Assert.Equal(["Patient", "Meta"], response.Properties().Select(property => property.Name));
    }

    [Theory]
    [InlineData("""{"Identifiers":[{"ID":"HV-2","IDType":"EHRID"}]}""")]
    [InlineData("""{"Identifiers":[{"ID":"HV-2"}]}""")]
    [InlineData("""{"Demographics":{"FirstName":"Niamh","LastName":"Featherstone","DOB":"01-01-01"}}""")]
    public async Task A_search_without_a_match_returns_an_empty_patient(string criteria)
    {
        AddFeatherstones();

        var response = await SearchAsync(criteria);

        Assert.Equal("{}", response["Patient"]!.ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public async Task A_search_by_name_and_birth_date_ignores_case()
    {
        AddFeatherstones();

        var response = await SearchAsync("""{"Demographics":{"FirstName":"NIAMH","LastName":"featherstone","DOB":"1979-11-23","Sex":"Female"}}""");

        Assert.Equal("HV-1", (string?)response.SelectToken("Patient.Identifiers[0].ID"));
        Assert.Equal("Female", (string?)response.SelectToken("Patient.Demographics.Sex"));
    }

    [Fact]
    public async Task A_search_with_several_matches_returns_potential_matches()
    {
        AddFeatherstones();

        var response = await SearchAsync("""{"Demographics":{"LastName":"Featherstone"}}""");

        Assert.Equal(["HV-1", "HV-2"], response["PotentialMatches"]!.Select(patient => (string)patient.SelectToken("Identifiers[0].ID")!));
        Assert.Null(response["Patient"]);
    }

    [Fact]
    public async Task A_query_response_echoes_the_event_type_and_has_one_log()
    {
        var meta = (await SearchAsync("""{"Identifiers":[{"ID":"1","IDType":"MR"}]}"""))["Meta"]!;

        Assert.Equal(("PatientSearch", "Query"), ((string?)meta["DataModel"], (string?)meta["EventType"]));
        Assert.True(Guid.TryParse((string?)Assert.Single(meta["Logs"]!)["ID"], out _));
        Assert.Equal("d", (string?)Assert.Single(meta["Destinations"]!)["ID"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Identifiers":[],"Demographics":{"SSN":"900-14-2207"}}""")]
    public async Task A_search_without_criteria_is_refused_by_the_destination(string criteria)
    {
        var response = await PostWithTokenAsync(Query("PatientSearch", "Query", criteria));

        Assert.Equal(400, response.Status);
        Assert.Equal("Data Chateau v2 service returned status code 400", response.Error);
        Assert.Equal("transmission", (string?)response.Json.SelectToken("Meta.Errors[0].Type"));
        Assert.Equal(RequestProblemKind.SearchCriteriaMissing, Assert.Single(Redox.Requests.Messages[^1].Problems).Kind);
    }

    [Fact]
    public async Task Booked_returns_an_empty_list_without_appointments()
    {
        var response = await PostWithTokenAsync(Query("Scheduling", "Booked", "{}", "\"StartDateTime\":\"2026-01-05T09:00:00.000Z\""));

        Assert.Equal((200, "[]"), (response.Status, response.Json["Visits"]?.ToString()));
    }

    [Fact]
    public async Task Any_other_query_gets_a_valid_empty_response()
    {
        var response = await PostWithTokenAsync(Query("Clinical Summary", "PatientQuery", """{"Identifiers":[{"ID":"1","IDType":"MR"}]}"""));

        Assert.Equal((200, "Meta"), (response.Status, Assert.Single(response.Json.Properties()).Name));
        Assert.Single(response.Json["Meta"]!["Logs"]!);
    }

    [Fact]
    public async Task A_patient_is_returned_as_seeded_without_nulls()
    {
        const string patient =
            """{"Identifiers":[{"ID":"77","IDType":"MR"}],"Notes":[],"Demographics":{"LastName":"Ó Briain","DeathDateTime":null},"Weight":70.50}""";
        Redox.Data.AddPatient(patient);

        var response = await PostWithTokenAsync(Query("PatientSearch", "Query", """{"Identifiers":[{"ID":"77","IDType":"MR"}]}"""));

        var expected = JObject.Parse(patient);
        expected.Value<JObject>("Demographics")!.Remove("DeathDateTime");
        Assert.True(JToken.DeepEquals(expected, response.Json["Patient"]));
        Assert.Contains("70.50", response.Body, StringComparison.Ordinal);
    }
}
