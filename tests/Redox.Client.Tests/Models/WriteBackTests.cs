using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Testing;
using Shared.Samples;

namespace Redox.Client.Tests.Models;

/// <summary>Answers to samples, compared as JSON with the bytes that came in.</summary>
public sealed class WriteBackTests
{
    private static readonly string[] Patients = ["Identifiers", "Demographics", "Notes"];
    private static readonly string[] BasicVisits = ["VisitNumber", "Location", "AccountNumber", "VisitDateTime", "Extensions"];
    private static readonly string[] OfTheReceived = ["Source", "Logs", "Message", "Transmission"];

    private static readonly string[] ClinicalVisits =
        ["VisitNumber", "AccountNumber", "VisitDateTime", "Location", "AdditionalStaff", "PatientClass", "AttendingProvider", "ReferringProvider"];

    [Fact]
    public async Task Results_carry_order_patient_and_visit_back_to_the_source()
    {
        var (received, order) = Received<OrderNew>("order/new.json");

        var answer = await AcceptedAsync(order.CreateResults(result => result.AddResult(Glucose)));

        var (from, to) = (received["Order"]!, answer["Orders"]![0]!);
        AssertSame(from, to, "ID", "ApplicationOrderID", "CollectionDateTime", "Procedure", "Provider", "ResultCopyProviders", "Priority");
        Assert.Equal(("Resulted", null, null), ((string?)to["Status"], to["TransactionDateTime"], to["Notes"]));
        AssertSame(received["Patient"]!, answer["Patient"]!, Patients);
        AssertSame(received["Visit"]!, answer["Visit"]!, ClinicalVisits);
        Assert.Null(answer["Visit"]!["Insurances"]);
        Assert.Equal(received["Meta"]!["Source"]!.ToJsonString(), Assert.Single(answer["Meta"]!["Destinations"]!.AsArray())!.ToJsonString());
        Assert.True((bool?)answer["Meta"]!["Test"]);
        Assert.All(OfTheReceived, name => Assert.Null(answer["Meta"]![name]));
    }

    [Fact]
    public async Task Orders_that_were_placed_together_get_their_results_together()
    {
        var (received, orders) = Received<OrderGroupedOrders>("order/groupedorders.json");
        var asked = new List<string?>();

        var answer = await AcceptedAsync(orders.CreateResults((order, result) =>
        {
            asked.Add(order.ID);
            result.AddResult(Glucose);
        }));

        var ids = received["Orders"]!.AsArray().Select(order => (string?)order!["ID"]).ToList();
        Assert.True(ids.Count > 1);
        Assert.Equal(ids, asked);
        Assert.Equal(ids, answer["Orders"]!.AsArray().Select(order => (string?)order!["ID"]));
    }

    [Fact]
    public async Task A_note_on_an_order_keeps_the_whole_patient_and_names_the_order()
    {
        var (received, order) = Received<OrderNew>("order/new.json", json => json["Patient"]!["NewAtRedox"] = "kept");

        var answer = await AcceptedAsync(order.CreateNote(Letter));

        Assert.True(JsonNode.DeepEquals(received["Patient"], answer["Patient"]));
        Assert.Equal((string?)received["Order"]!["ID"], (string?)Assert.Single(answer["Orders"]!.AsArray())!["ID"]);
        AssertSame(received["Visit"]!, answer["Visit"]!, ClinicalVisits);
    }

    [Theory]
    [InlineData("patientadmin/arrival.json")]
    [InlineData("scheduling/new.json")]
    public async Task Observations_a_note_and_a_file_belong_to_the_visit_that_came_in(string sample)
    {
        var (received, visit) = Received<IRedoxEvent>(sample, json =>
        {
            json["Meta"]!["FacilityCode"] = "HVG";
            json["Visit"]!["NewAtRedox"] = "not known to the other data model";
        });

        var flowsheet = await AcceptedAsync(visit.CreateFlowsheet(f => f.AddObservation(o => o
            .DateTime(new DateTimeOffset(2024, 3, 4, 13, 20, 0, TimeSpan.Zero)).Value("37.2").ValueType("Numeric").Code("8310-5"))));
        var note = await AcceptedAsync(visit.CreateNote(Letter));
        var file = await AcceptedAsync(visit.CreateMedia(m => m
            .File([1, 2, 3], "scan.pdf").DocumentType("Consent").DocumentID("doc-1").Provider(p => p.Npi("1990000025")).Availability(MediaAvailability.Available)));

        Assert.All([flowsheet, note, file], answer =>
        {
            Assert.Equal((string?)received["Visit"]!["VisitNumber"], (string?)answer["Visit"]!["VisitNumber"]);
            Assert.Equal((string?)received["Visit"]!["Location"]!["Facility"], (string?)answer["Visit"]!["Location"]!["Facility"]);
            Assert.Equal("HVG", (string?)answer["Meta"]!["FacilityCode"]);
            Assert.Null(answer["Visit"]!["NewAtRedox"]);
            AssertSame(received["Patient"]!, answer["Patient"]!, Patients);
        });
        AssertSame(received["Visit"]!, flowsheet["Visit"]!, BasicVisits);
        AssertSame(received["Visit"]!, note["Visit"]!, ClinicalVisits);
        AssertSame(received["Visit"]!, file["Visit"]!, BasicVisits);
        Assert.Null(note["Orders"]);
    }

    [Fact]
    public void What_is_not_there_is_not_invented()
    {
        var bare = Assert.IsType<OrderNew>(RedoxJson.Parse("""{"Meta":{"DataModel":"Order","EventType":"New"},"Patient":{"Identifiers":[{"ID":"1","IDType":"MR"}]},"Order":null,"Visit":null}"""));

        var note = bare.CreateNote(Letter);

        Assert.Empty(note.Meta.Destinations);
        Assert.Equal((null, null, 0), (note.Visit, note.Meta.Test, note.Orders.Count));
        Assert.Contains("Orders", Assert.Throws<RedoxValidationException>(() => bare.CreateResults(_ => { })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_members_of_results_are_reported()
    {
        var (_, order) = Received<OrderNew>("order/new.json");
        var (_, provider) = Received<IRedoxEvent>("provider/new.json");

        Assert.Contains("Orders[0].Results", Assert.Throws<RedoxValidationException>(() => order.CreateResults(_ => { })).Message, StringComparison.Ordinal);
        Assert.Contains("Patient", Assert.Throws<RedoxValidationException>(() => provider.CreateNote(Letter)).Message, StringComparison.Ordinal);
    }

    private static void Glucose(Result.Builder result) =>
        result.Code("2345-7").Value("5.4").ValueType(ResultValueType.Numeric).Status(ResultStatus.Final);

    private static void Letter(Note.Builder note) =>
        note.PlainText("Seen today.").DocumentType("Progress note").DocumentID("note-1").Provider(provider => provider.Npi("1990000025"));

    private static (JsonNode Json, T Message) Received<T>(string sample, Action<JsonNode>? change = null)
        where T : IRedoxMessage
    {
        var json = JsonNode.Parse(Sample.Read(sample))!;
        change?.Invoke(json);
        return (json, Assert.IsAssignableFrom<T>(RedoxJson.Parse(json.ToJsonString())));
    }

    private static void AssertSame(JsonNode from, JsonNode to, params string[] members) =>
        Assert.All(members, member => Assert.True(JsonNode.DeepEquals(from[member], to[member]), $"{member}: {from[member]} became {to[member]}."));

    /// <summary>Sends the message to the fake exchange, and returns what it got.</summary>
    private static async Task<JsonNode> AcceptedAsync(IRedoxEvent message)
    {
        await using var redox = RedoxFake.InMemory();
        var services = new ServiceCollection();
        services.AddRedoxClient(_ => { });
        services.UseRedoxFake(redox);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IRedoxClient>().SendAsync(message);

        return JsonNode.Parse(Assert.Single(redox.Requests.ReceivedOf(message.Meta.DataModel!, message.Meta.EventType!)).Body.Span)!;
    }
}
