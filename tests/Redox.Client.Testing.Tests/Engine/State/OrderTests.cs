using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.State;

public abstract class OrderTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : OrderTests(Transport.InMemory);

    public sealed class OnSocket() : OrderTests(Transport.Socket);

    [Theory]
    [InlineData("""{}""", "O-1,O-2,O-3")]
    [InlineData("""{"OrderIDs":["O-2"]}""", "O-2")]
    [InlineData("""{"Procedures":[{"Code":"24331-1","Codeset":"LOINC"}]}""", "O-1")]
    [InlineData("""{"VisitNumbers":["V-1"]}""", "O-1")]
    [InlineData("""{"StartDateTime":"2026-01-06T00:00:00Z"}""", "O-2")]
    [InlineData("""{"Patients":[{"Identifiers":[{"ID":"HV-1","IDType":"MR"}]}],"EndDateTime":"2026-01-05"}""", "O-1")]
    public async Task Orders_are_found(string query, string numbers)
    {
        await SendEventAsync("Order", "New", $$$$"""
            {"Patient":{{{{Niamh}}}},"Visit":{"VisitNumber":"V-1"},"Order":{"ID":"O-1","Status":"New","TransactionDateTime":"2026-01-05T09:00:00Z","Expiration":"2026-02-01","Procedure":{"Code":"24331-1","Codeset":"LOINC"}}}
            """);
        await SendEventAsync("Order", "GroupedOrders", $$$$"""
            {"Patient":{{{{Timothy}}}},"Orders":[{"ID":"O-2","Status":"New","TransactionDateTime":"2026-01-06T09:00:00Z"},{"ID":"O-3","Status":"New"}]}
            """);

        Assert.Equal(numbers, string.Join(',', (await QueryAsync("Order", "Query", query)).SelectTokens("Orders[*].ID")));
    }

    [Fact]
    public async Task An_order_is_updated_and_cancelled()
    {
        await SendEventAsync("Order", "New", $$$$"""{"Patient":{{{{Niamh}}}},"Order":{"ID":"O-1","Status":"New","Priority":"Stat"}}""");
        await SendEventAsync("Order", "Update", $$$$"""{"Patient":{{{{Niamh}}}},"Order":{"ID":"O-1","Status":"Update","Comments":"soon"}}""");
        await SendEventAsync("Order", "Cancel", $$$$"""{"Patient":{{{{Niamh}}}},"Order":{"ID":"O-1"}}""");

        var found = await QueryAsync("Order", "Query", "{}");

        Assert.Equal(("Cancel", "Stat", "soon"), (Find(found, "Orders[0].Status"), Find(found, "Orders[0].Priority"), Find(found, "Orders[0].Comments")));
        Assert.Equal("Niamh", Find(found, "Orders[0].Patient.Demographics.FirstName"));
    }

    [Theory]
    [InlineData("""{}""", 2)]
    [InlineData("""{"OrderIDs":["O-1"]}""", 1)]
    [InlineData("""{"OrderIDs":["APP-1"]}""", 1)]
    [InlineData("""{"ResultStatuses":["Final"]}""", 1)]
    [InlineData("""{"Completion":{"StartDateTime":"2026-01-01T00:00:00Z","EndDateTime":null}}""", 1)]
    [InlineData("""{"LastUpdated":{"StartDateTime":"2026-01-07T00:00:00Z"}}""", 0)]
    [InlineData("""{"Location":{"Department":"3N"},"Procedures":[{"Code":"24331-1"}]}""", 1)]
    [InlineData("""{"Patients":[{"Identifiers":[{"ID":"HV-2","IDType":"MR"}]}]}""", 1)]
    public async Task Results_are_found(string query, int count)
    {
        const string results = """[{"Code":"2160-0","Value":"1.1","ValueType":"Numeric","Status":"Final"}]""";
        var message = Message(
            "Results", "New",
            $$$$"""
            {"Patient":{{{{Niamh}}}},"Visit":{"VisitNumber":"V-1","Location":{"Department":"3N"}},"Orders":[{"ID":"O-1","Status":"Resulted","ResultsStatus":"Final",
            "CompletionDateTime":"2026-01-05T09:00:00Z","Procedure":{"Code":"24331-1","Codeset":"LOINC"},"Results":{{{{results}}}}}]}
            """,
            ",\"EventDateTime\":\"2026-01-06T09:00:00Z\"");
        Assert.Equal(200, (await PostWithTokenAsync(message)).Status);
        await SendEventAsync("Results", "NewUnsolicited", $$$$"""{"Patient":{{{{Timothy}}}},"Orders":[{"ApplicationOrderID":"APP-1","Status":"Resulted","Results":{{{{results}}}}}]}""");

        Assert.Equal(count, (await QueryAsync("Results", "Query", query))["Orders"]!.Count());
    }

    [Fact]
    public async Task A_later_result_of_an_order_replaces_the_earlier_one()
    {
        foreach (var status in new[] { "Preliminary", "Final" })
        {
            await SendEventAsync("Results", "New", $$$$"""
                {"Patient":{{{{Niamh}}}},"Orders":[{"ID":"O-1","Status":"Resulted","ResultsStatus":"{{{{status}}}}","Results":[{"Code":"2160-0","Value":"1.1","ValueType":"Numeric","Status":"{{{{status}}}}"}]}]}
                """);
        }

        var found = await QueryAsync("Results", "Query", PatientsOne);

        Assert.Equal("Final", (string?)Assert.Single(found.SelectTokens("Orders[*].Results[*].Status")));
    }

    [Fact]
    public async Task Medications_are_kept_for_tests_to_inspect()
    {
        await SendEventAsync("Medications", "New", $$$$"""{"Patient":{{{{Niamh}}}},"Order":{"ID":"MO-1","Medication":{"Product":{"Code":"7980"} } } }""");
        await SendEventAsync("Medications", "Administration", $$$$"""{"Patient":{{{{Niamh}}}},"Administrations":[{"Status":"Complete","Medication":{"Product":{"Code":"7980"}}}]}""");

        Assert.Equal((1, 1), (Redox.Data.MedicationOrders.Count, Redox.Data.MedicationsGiven.Count));
    }

    private const string PatientsOne = """{"Patients":[{"Identifiers":[{"ID":"HV-1","IDType":"MR"}]}]}""";
}
