using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.State;

public abstract class ChartTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : ChartTests(Transport.InMemory);

    public sealed class OnSocket() : ChartTests(Transport.Socket);

    [Theory]
    [InlineData("""{}""", "N-1,N-2,N-3")]
    [InlineData("""{"Patients":[{"Identifiers":[{"ID":"HV-1","IDType":"MR"}]}]}""", "N-1,N-3")]
    [InlineData("""{"DocumentTypes":["Discharge Summary"]}""", "N-3")]
    [InlineData("""{"DocumentIDs":["N-1","N-2","N-9"],"VisitNumbers":["V-1"]}""", "N-1,N-2")]
    [InlineData("""{"VisitNumbers":["V-2"]}""", "")]
    public async Task Notes_are_found_by_patient_visit_type_and_number(string query, string numbers)
    {
        await SendEventAsync("Notes", "New", Note("N-1"));
        await SendEventAsync("Notes", "New", Note("N-2", Timothy));
        await SendEventAsync("Notes", "New", Note("N-3", type: "Discharge Summary"));

        Assert.Equal(numbers, string.Join(',', (await QueryAsync("Notes", "Query", query))["Notes"]!.Select(note => (string?)note["DocumentID"])));
    }

    [Fact]
    public async Task A_note_is_replaced_and_deleted()
    {
        await SendEventAsync("Notes", "New", Note("N-1"));
        await SendEventAsync("Notes", "Replace", Note("N-2", more: ""","OriginalDocumentID":"N-1" """));
        Assert.Equal("N-2", Assert.Single((await QueryAsync("Notes", "Query", "{}")).SelectTokens("Notes[*].DocumentID")).ToString());

        await SendEventAsync("Notes", "Delete", Note("N-2"));
        Assert.Empty((await QueryAsync("Notes", "Query", "{}"))["Notes"]!);
        Assert.Empty(Redox.Data.Notes);
    }

    [Fact]
    public async Task Media_are_found_replaced_and_deleted()
    {
        await SendEventAsync("Media", "New", Media("M-1", "YQ=="));
        await SendEventAsync("Media", "Replace", Media("M-1", "Yg==", ""","OriginalDocumentID":"M-1" """));

        var found = await QueryAsync("Media", "Query", """{"DocumentIDs":["M-1"]}""");
        Assert.Equal("Yg==", (string?)Assert.Single(found["Media"]!)["FileContents"]);
        Assert.Equal(("Niamh", "V-1"), (Find(found, "Media[0].Patient.Demographics.FirstName"), Find(found, "Media[0].Visit.VisitNumber")));

        await SendEventAsync("Media", "Delete", Media("M-1", ""));
        Assert.Empty((await QueryAsync("Media", "Query", "{}"))["Media"]!);
    }

    [Fact]
    public async Task A_pushed_summary_answers_the_query_for_its_patient()
    {
        await SendEventAsync("Clinical Summary", "PatientPush", Summary("D-1", "first"));
        await SendEventAsync("Clinical Summary", "PatientPush", Summary("D-2", "second"));

        var found = await QueryAsync("Clinical Summary", "PatientQuery", PatientOne);

        Assert.Equal(["Header", "AllergyText", "Meta"], found.Properties().Select(member => member.Name));
        Assert.Equal("second", (string?)found["AllergyText"]);
        Assert.Equal("Niamh", Find(await QueryAsync("PatientSearch", "Query", PatientOne), "Patient.Demographics.FirstName"));
        Assert.Equal(["Meta"], (await QueryAsync("Clinical Summary", "PatientQuery", """{"Patient":{"Identifiers":[{"ID":"0","IDType":"MR"}]}}""")).Properties().Select(member => member.Name));
    }

    [Theory]
    [InlineData("""{"VisitNumber":"V-1"}""", "first")]
    [InlineData("""{"VisitNumber":"V-9"}""", null)]
    [InlineData("""{"StartDateTime":"2026-01-02T00:00:00Z"}""", "second")]
    [InlineData("""{"StartDateTime":"2026-02-02T00:00:00Z"}""", null)]
    public async Task A_summary_of_a_visit_is_found_by_number_or_time(string visit, string? text)
    {
        await SendEventAsync("Clinical Summary", "VisitPush", Summary("D-1", "first", ""","Visit":{"VisitNumber":"V-1","StartDateTime":"2026-01-01"} """));
        await SendEventAsync("Clinical Summary", "VisitPush", Summary("D-2", "second", ""","Visit":{"VisitNumber":"V-2","StartDateTime":"2026-01-03T08:00:00Z"} """));

        var found = await QueryAsync("Clinical Summary", "VisitQuery", $$"""{"Patient":{"Identifiers":[{"ID":"HV-1","IDType":"MR"}]},"Visit":{{visit}}}""");

        Assert.Equal(text, (string?)found["AllergyText"]);
    }

    [Theory]
    [InlineData("""{}""", "D-1,D-2,D-3")]
    [InlineData("""{"Document":{"StartDate":"2026-01-02","EndDate":"2026-01-02"}}""", "D-2")]
    [InlineData("""{"Document":{"Types":[{"Code":"34133-9","Codeset":"LOINC"}]}}""", "D-3")]
    [InlineData("""{"Visit":{"ID":"V-1"}}""", "D-3")]
    [InlineData("""{"Location":{"Department":"9N"}}""", "")]
    public async Task Documents_are_listed(string criteria, string numbers)
    {
        Redox.Data
            .AddDocument("D-1", "HV-1", "<a/>"u8, title: "One", written: new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero))
            .AddDocument("D-2", "HV-1", "<b/>"u8, written: new(2026, 1, 2, 23, 0, 0, TimeSpan.Zero))
            .AddDocument("D-4", "HV-2", "<d/>"u8);
        await SendEventAsync("Clinical Summary", "VisitPush", Summary("D-3", "text", ""","TypeCode":{"Code":"34133-9","CodeSystemName":"LOINC"},"Visit":{"VisitNumber":"V-1"} """));

        var query = JObject.Parse(criteria);
        query["Patient"] = JObject.Parse(PatientOne)["Patient"];
        var found = await QueryAsync("Clinical Summary", "DocumentQuery", query.ToString());

        Assert.Equal(numbers, string.Join(',', found.SelectTokens("Documents[*].ID")));
        Assert.Empty(found.SelectTokens("Documents[*].Data"));
    }

    [Fact]
    public async Task A_document_is_returned_by_its_number()
    {
        Redox.Data.AddDocument("D-1", "HV-1", "<a/>"u8);
        await SendEventAsync("Clinical Summary", "PatientPush", Summary("D-2", "text"));

        var seeded = await QueryAsync("Clinical Summary", "DocumentGet", """{"Document":{"ID":"D-1"}}""");
        var pushed = await QueryAsync("Clinical Summary", "DocumentGet", """{"Document":{"ID":"D-2"}}""");

        Assert.Equal(("D-1", "text/xml", "PGEvPg=="), (Find(seeded, "Document.ID"), (string?)seeded["FileType"], (string?)seeded["Data"]));
        Assert.Equal("text", (string?)JObject.Parse(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String((string)pushed["Data"]!)))["AllergyText"]);
    }

    [Fact]
    public async Task A_missing_document_is_an_error_with_status_200()
    {
        var response = await PostWithTokenAsync(Message("Clinical Summary", "DocumentGet", """{"Document":{"ID":"D-1"}}"""));

        Assert.Equal((200, "query", "Send"), (response.Status, Find(response.Json, "Meta.Errors[0].Type"), Find(response.Json, "Meta.Errors[0].Module")));
        Assert.Contains("Could not find any documents", response.Error, StringComparison.Ordinal);
        Assert.Empty(Redox.Requests.Messages[^1].Problems);
    }

    private static string Media(string id, string contents, string more = "") => $$$$"""
        {"Patient":{{{{Niamh}}}},"Visit":{"VisitNumber":"V-1"},"Media":{"FileType":"PDF","FileName":"a.pdf","FileContents":"{{{{contents}}}}",
        "DocumentType":"Consent","DocumentID":"{{{{id}}}}","Provider":{"ID":"4"},"Availability":"Available"{{{{more}}}}}}
        """;

    private static string Summary(string id, string text, string more = "") => $$$$"""
        {"Header":{"Document":{"ID":"{{{{id}}}}"{{{{more}}}}},
        "Patient":{"Identifiers":[{"ID":"HV-1","IDType":"MR"}],"Demographics":{"FirstName":"Niamh","EmailAddresses":[{"Address":"n@mail.example"}]}}},
        "AllergyText":"{{{{text}}}}","Allergies":null}
        """;
}
