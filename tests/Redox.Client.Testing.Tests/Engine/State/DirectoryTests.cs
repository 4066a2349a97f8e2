using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.State;

public abstract class DirectoryTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : DirectoryTests(Transport.InMemory);

    public sealed class OnSocket() : DirectoryTests(Transport.Socket);

    [Theory]
    [InlineData("""{}""", 2)]
    [InlineData("""{"Provider":{"Identifiers":[{"ID":"4","IDType":"NPI"}]}}""", 1)]
    [InlineData("""{"Provider":{"Demographics":{"FirstName":null,"LastName":"okonkwo","Address":{"State":"WA","City":null}}}}""", 1)]
    [InlineData("""{"Provider":{"Demographics":{"Address":{"State":"OR"}}}}""", 0)]
    public async Task Providers_are_found(string query, int count)
    {
        await SendEventAsync("Provider", "New", """
            {"Providers":[
            {"Identifiers":[{"ID":"4","IDType":"NPI"}],"IsActive":true,"Demographics":{"LastName":"Okonkwo","Addresses":[{"State":"WA"}]}},
            {"Identifiers":[{"ID":"5","IDType":"NPI"}],"IsActive":true,"Demographics":{"LastName":"Lindqvist"}}]}
            """);

        Assert.Equal(count, (await QueryAsync("Provider", "ProviderQuery", query))["Providers"]!.Count());
    }

    [Fact]
    public async Task A_provider_is_deactivated_and_activated()
    {
        await SendEventAsync("Provider", "New", """{"Providers":[{"Identifiers":[{"ID":"4","IDType":"NPI"}],"IsActive":true,"Demographics":{"LastName":"Okonkwo"}}]}""");

        foreach (var (eventType, isActive) in new[] { ("Deactivate", false), ("Activate", true) })
        {
            await SendEventAsync("Provider", eventType, """{"Providers":[{"Identifiers":[{"ID":"4","IDType":"NPI"}]}]}""");
            var provider = Assert.Single((await QueryAsync("Provider", "ProviderQuery", "{}"))["Providers"]!);
            Assert.Equal((isActive, "Okonkwo"), ((bool)provider["IsActive"]!, (string?)provider.SelectToken("Demographics.LastName")));
        }
    }

    [Theory]
    [InlineData("""{"Directory":"Carequality"}""", "Harbor Clinic,Harbor General,Cedar Clinic")]
    [InlineData("""{"Directory":"Other"}""", "")]
    [InlineData("""{"Directory":"Carequality","NameSearch":{"SearchType":"Contains","Value":"harbor"}}""", "Harbor Clinic,Harbor General")]
    [InlineData("""{"Directory":"Carequality","NameSearch":{"SearchType":"Exact","Value":"harbor"}}""", "")]
    [InlineData("""{"Directory":"Carequality","Identifier":{"ID":"2"}}""", "Harbor General")]
    [InlineData("""{"Directory":"Carequality","State":"WA","Active":true}""", "Harbor Clinic")]
    [InlineData("""{"Directory":"Carequality","Index":"1","Limit":"1"}""", "Harbor General")]
    public async Task Organizations_are_found(string query, string names)
    {
        await SendEventAsync("Organization", "New", """
            {"Directory":"Carequality","Organizations":[
            {"Active":true,"Name":"Harbor Clinic","Identifiers":[{"ID":"1","IDType":"OID"}],"Address":{"State":"WA"}},
            {"Active":false,"Name":"Harbor General","Identifiers":[{"ID":"2","IDType":"OID"}],"Address":{"State":"WA"}},
            {"Active":true,"Name":"Cedar Clinic"}]}
            """);

        Assert.Equal(names, string.Join(',', (await QueryAsync("Organization", "Query", query)).SelectTokens("Organizations[*].Name")));
    }

    [Fact]
    public async Task A_page_of_organizations_has_the_total_count()
    {
        var organizations = string.Join(',', Enumerable.Range(0, 5).Select(i => $$"""{"Active":true,"Name":"Clinic {{i}}"}"""));
        await SendEventAsync("Organization", "New", $$"""{"Directory":"Carequality","Organizations":[{{organizations}}]}""");

        var page = await QueryAsync("Organization", "Query", """{"Directory":"Carequality","Index":"3","Limit":"3"}""");

        Assert.Equal((2, 5, 3), (page["Organizations"]!.Count(), (int)page.SelectToken("Paging.Count")!, (int)page.SelectToken("Paging.Index")!));
    }

    [Fact]
    public async Task An_organization_is_changed_and_removed()
    {
        const string organization = """{"Action":"#","Directory":"Carequality","Organizations":[{"Active":false,"Name":"Harbor","Identifiers":[{"ID":"1","IDType":"OID"}]}]}""";
        await SendEventAsync("Organization", "New", """{"Directory":"Carequality","Organizations":[{"Active":true,"Name":"Harbor Clinic","Identifiers":[{"ID":"1","IDType":"OID"}]}]}""");

        await SendEventAsync("Organization", "Update", organization.Replace("#", "Update", StringComparison.Ordinal));
        Assert.Equal("Harbor", Find(await QueryAsync("Organization", "Query", """{"Directory":"Carequality"}"""), "Organizations[0].Name"));

        await SendEventAsync("Organization", "Update", organization.Replace("#", "Delete", StringComparison.Ordinal));
        Assert.Empty(Redox.Data.Organizations);
    }

    [Fact]
    public async Task A_referral_is_found_changed_and_cancelled()
    {
        await SendEventAsync("Referral", "New", $$$$"""{"Patient":{{{{Niamh}}}},"Referral":{"ID":"R-1","Status":"New","Reason":"Rash"}}""");
        await SendEventAsync("Referral", "Modify", $$$$"""{"Patient":{{{{Niamh}}}},"Referral":{"ID":"R-1","Priority":"Urgent"}}""");
        await SendEventAsync("Referral", "AuthReview", $$$$"""{"Patient":{{{{Niamh}}}},"Referral":{"ID":"R-1"},"Authorization":{"Number":"77"}}""");
        await SendEventAsync("Referral", "Cancel", $$$$"""{"Patient":{{{{Niamh}}}},"Referral":{"ID":"R-1"}}""");

        var referral = (JObject)Assert.Single((await QueryAsync("Referral", "Query", PatientOne))["Referrals"]!);

        Assert.Equal(("Canceled", "Rash", "Urgent"), ((string?)referral["Status"], (string?)referral["Reason"], (string?)referral["Priority"]));
        Assert.Equal("77", Assert.Single(Redox.Data.Referrals).GetProperty("AuthorizationRequest").GetProperty("Number").GetString());
        Assert.Empty((await QueryAsync("Referral", "Query", """{"Patient":{"Identifiers":[{"ID":"0","IDType":"MR"}]}}"""))["Referrals"]!);
    }

    [Fact]
    public async Task Vaccinations_are_found_with_their_patient()
    {
        await SendEventAsync("Vaccination", "Administration", Vaccination("New", "first"));
        await SendEventAsync("Vaccination", "Administration", Vaccination("Update", "second"));

        var found = await QueryAsync("Vaccination", "PatientQuery", """{"Patient":{"Demographics":{"LastName":"Featherstone"}}}""");
        Assert.Equal("second", (string?)Assert.Single(found.SelectTokens("Patient.Vaccinations[*].Notes[*]")));

        await SendEventAsync("Vaccination", "Administration", Vaccination("Cancel", "third"));
        Assert.Empty((await QueryAsync("Vaccination", "PatientQuery", PatientOne)).SelectToken("Patient.Vaccinations")!);
        Assert.Equal("{}", (await QueryAsync("Vaccination", "PatientQuery", """{"Patient":{"Identifiers":[{"ID":"0","IDType":"MR"}]}}"""))["Patient"]!.ToString());
    }

    [Theory]
    [InlineData("Clinical Decisions", "Request", Decisions, "Advisories")]
    [InlineData("Enrichment", "NormalizationQuery", """{"Entries":[{"Category":"Drug"}]}""", "Entries")]
    [InlineData("Enrichment", "ProvidersDetailsGet", """{"Providers":{"Identifiers":["1730512899"]}}""", "Providers")]
    [InlineData("Enrichment", "NaturalLanguageProcessingQuery", """{"Task":{"ID":"T-1"}}""", "Entries")]
    public async Task A_query_without_data_gets_a_valid_empty_response(string dataModel, string eventType, string members, string list) =>
        Assert.Empty((await QueryAsync(dataModel, eventType, members))[list]!);

    private const string Decisions = """
        {"Patient":{"Identifiers":[{"ID":"HV-1","IDType":"MR"}]},"UnsignedMedicationOrders":[{"Identifiers":[{"ID":"1","IDType":"a"}]}],"UnsignedProcedureOrders":[{"Identifiers":[{"ID":"2","IDType":"a"}]}]}
        """;

    private static string Vaccination(string action, string note) => $$$$"""
        {"Patient":{{{{Niamh}}}},"Vaccinations":[{"DateTime":"2026-01-05T09:00:00Z","Product":{"Code":"08"},"Action":"{{{{action}}}}","Notes":["{{{{note}}}}"]}]}
        """;
}
