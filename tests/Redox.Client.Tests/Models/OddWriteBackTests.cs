using System.Text.Json.Nodes;
using Redox.Client.Models;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Models;

/// <summary>
/// Answers to messages with members in odd forms: they are made, they go out, and what was carried over arrives as it came. What the caller adds is checked.
/// Compared as JSON with what came in.
/// </summary>
public sealed class OddWriteBackTests
{
    internal static readonly Dictionary<string, Func<OrderNew, IRedoxEvent>> Answers = new()
    {
        ["results"] = order => order.CreateResults(result => result.AddResult(Glucose)),
        ["note"] = order => order.CreateNote(Letter),
        ["media"] = order => order.CreateMedia(Scan),
        ["flowsheet"] = order => order.CreateFlowsheet(flowsheet => flowsheet.AddObservation(Temperature)),
    };

    public static TheoryData<string> Kinds => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_odd_form_in_patient_and_visit_goes_back_as_it_came(string kind)
    {
        await using var app = App();
        foreach (var (place, form) in OddOrders.Forms)
        {
            var received = OddOrders.With(place, form);

            await app.Client.WriteBackAsync(Answers[kind](Order(received)));

            var (from, to) = (JsonNode.Parse(received)!, JsonNode.Parse(app.Messages[^1].Text)!);
            Assert.True(JsonNode.DeepEquals(from["Patient"], to["Patient"]), $"{place} = {form}: {to["Patient"]}");
            Assert.True(JsonNode.DeepEquals(from["Visit"], to["Visit"]), $"{place} = {form}: {to["Visit"]}");
            Assert.Equal(from["Meta"]!["Source"]!.ToJsonString(), Assert.Single(to["Meta"]!["Destinations"]!.AsArray())!.ToJsonString());
            Assert.True((bool)to["Meta"]!["Test"]!);
        }
    }

    [Theory]
    [InlineData("\"Order\":{\"ID\":61,\"Status\":\"New\"}", "[{\"ID\":61}]")]
    [InlineData("\"Order\":{\"ID\":[\"ORD-61\"]}", "[{\"ID\":[\"ORD-61\"]}]")]
    [InlineData("\"Order\":{\"id\":\"ORD-61\"}", "[{\"id\":\"ORD-61\"}]")]
    [InlineData("\"Order\":[{\"ID\":\"1\"},{\"ID\":2},null]", "[{\"ID\":\"1\"},{\"ID\":2}]")]
    [InlineData("\"Order\":\"ORD-61\"", "[\"ORD-61\"]")]
    [InlineData("\"order\":{\"ID\":\"ORD-61\"}", "[{\"ID\":\"ORD-61\"}]")]
    [InlineData("\"Orders\":[\"ORD-61\",{\"ID\":\"ORD-62\"}]", "[\"ORD-61\",{\"ID\":\"ORD-62\"}]")]
    [InlineData("\"Order\":{\"ID\":null}", null)]
    [InlineData("\"Order\":null", null)]
    public async Task A_note_and_a_file_name_the_orders_in_whatever_form_they_came(string orders, string? references)
    {
        await using var app = App();
        var order = Order(OddOrders.Order(Order: orders));

        await app.Client.WriteBackAsync(order.CreateNote(Letter));
        await app.Client.WriteBackAsync(order.CreateMedia(Scan));

        Assert.All(app.Messages, message => Assert.Equal(references, JsonNode.Parse(message.Text)!["Orders"]?.ToJsonString()));
    }

    [Theory]
    [InlineData("\"order\":{\"ID\":\"ORD-61\"}")]
    [InlineData("\"Order \":[{\"ID\":\"ORD-61\"}]")]
    public void Results_are_not_made_of_an_order_whose_member_has_another_name(string order)
    {
        var error = Assert.Throws<RedoxValidationException>(() => Order(OddOrders.Order(Order: order)).CreateResults(result => result.AddResult(Glucose)));

        Assert.Equal("Order: must be named exactly like this, but its name differs in case, spaces or invisible characters", Assert.Single(error.Problems).ToString());
    }

    [Theory]
    [InlineData("\"ID\":61")]
    [InlineData("\"ID\":\"61\",\"ResultCopyProviders\":{\"ID\":7}")]
    [InlineData("\"ID\":\"61\",\"ResultCopyProviders\":[null,\"Aune\"]")]
    [InlineData("\"ID\":\"61\",\"ResultCopyProviders\":[]")]
    [InlineData("\"ID\":\"61\",\"Procedure\":\"Glucose\",\"Provider\":[{\"ID\":7},{\"ID\":8}],\"Priority\":1,\"CollectionDateTime\":\"soon\",\"ApplicationOrderID\":true")]
    [InlineData("\"ID\":\"61\",\"priority\":\"Stat\"")]
    public async Task The_results_keep_what_the_order_says_in_whatever_form_and_add_nothing(string members)
    {
        await using var app = App();
        var order = Order(OddOrders.Order(Order: $"\"Order\":{{{members}}}"));

        await app.Client.WriteBackAsync(order.CreateResults(result => result.AddResult(Glucose)));

        var arrived = JsonNode.Parse(app.Messages[0].Text)!["Orders"]![0]!.AsObject();
        Assert.True(arrived.Remove("Status") && arrived.Remove("Results"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($"{{{members}}}"), arrived), $"{arrived}");
    }

    [Fact]
    public async Task An_answer_has_no_empty_lists_that_what_came_in_did_not_have()
    {
        await using var app = App();
        foreach (var answer in Answers.Values)
        {
            await app.Client.WriteBackAsync(answer(Order(OddOrders.Order())));
        }

        Assert.All(app.Messages, message => Assert.DoesNotContain("[]", message.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("[]", RedoxJson.Serialize(Order(OddOrders.Order(Source: "null")).CreateNote(Letter)), StringComparison.Ordinal);
        Assert.Equal("{}", System.Text.Json.JsonSerializer.Serialize(new ResultOrder { ResultCopyProviders = new Order().ResultCopyProviders }));
    }

    [Fact]
    public async Task Members_set_by_the_caller_replace_odd_ones()
    {
        await using var app = App();
        var order = Order(OddOrders.Order(Visit: "[5]", Order: "\"Order\":{\"ID\":61,\"ResultCopyProviders\":[\"Aune\",{\"ID\":1}],\"Priority\":1}"));

        await app.Client.WriteBackAsync(order.CreateResults(result => result.ID("ORD-61").Priority(OrderPriority.Stat).AddResultCopyProvider(copy => copy.ID("2")).AddResult(Glucose)));
        await app.Client.WriteBackAsync(order.CreateFlowsheet(flowsheet => flowsheet.Visit(visit => visit.VisitNumber("V-1")).To("Clinic").AddObservation(Temperature)));

        var results = JsonNode.Parse(app.Messages[0].Text)!["Orders"]![0]!;
        Assert.Equal(("ORD-61", "Stat"), ((string?)results["ID"], (string?)results["Priority"]));
        Assert.Equal("[\"Aune\",{\"ID\":1},{\"ID\":\"2\"}]", results["ResultCopyProviders"]!.ToJsonString());
        Assert.Equal("{\"VisitNumber\":\"V-1\"}", JsonNode.Parse(app.Messages[1].Text)!["Visit"]!.ToJsonString());
        Assert.Equal("""[{"ID":"11111111-1111-4111-8111-000000000001","Name":"Clinic"}]""", JsonNode.Parse(app.Messages[1].Text)!["Meta"]!["Destinations"]!.ToJsonString());
    }

    [Fact]
    public async Task Items_that_are_not_orders_are_carried_over_with_the_results()
    {
        await using var app = App();
        var orders = RedoxJson.Parse<OrderGroupedOrders>(OddOrders.Order(Order: "\"Orders\":[\"ORD-60\",{\"ID\":61},null,{\"ID\":\"62\"}]"));
        var asked = new List<string?>();

        await app.Client.WriteBackAsync(orders.CreateResults((order, result) =>
        {
            asked.Add(order.ID);
            result.AddResult(Glucose);
        }));

        Assert.Equal(["61", "62"], asked);
        var arrived = JsonNode.Parse(app.Messages[0].Text)!["Orders"]!.AsArray();
        Assert.Equal(["\"ORD-60\"", "61", null, "\"62\""], arrived.Select(item => (item as JsonObject)?["ID"]?.ToJsonString() ?? item?.ToJsonString()));
        Assert.Throws<RedoxValidationException>(() => orders.CreateResults((_, _) => { }));
    }

    [Fact]
    public void Value_that_is_not_an_order_has_no_results_and_the_error_says_why()
    {
        var error = Assert.Throws<RedoxValidationException>(() => Order(OddOrders.Order(Order: "\"Order\":\"ORD-61\"")).CreateResults(result => result.AddResult(Glucose)));

        Assert.Equal(["Order: must be an object, but is string"], error.Problems.Select(problem => $"{problem}"));
    }

    [Fact]
    public void Content_that_the_caller_sets_or_changes_is_checked()
    {
        var order = Order(OddOrders.With("Patient.Identifiers[0].ID", "3107"));

        Assert.Equal(["Note.DocumentID"], Paths(() => order.CreateNote(note => note.PlainText("Seen.").DocumentType("Note").Provider(p => p.Npi("1")))));
        Assert.Equal(["Orders[0].Results"], Paths(() => order.CreateResults(_ => { })));
        Assert.Equal(["Visit.Location.Department"], Paths(() => order.CreateFlowsheet(flowsheet => flowsheet
            .Visit(RedoxJson.Parse<FlowsheetNew>("""{"Meta":{},"Visit":{"Location":{"Department":7}}}""").Visit).AddObservation(Temperature))));
        Assert.Equal(["Patient"], Paths(() => Order(OddOrders.Order(Patient: "null")).CreateNote(Letter)));
        Assert.Equal(["Orders[0].ID"], Paths(() => Order(OddOrders.Order(Order: "\"Order\":{}")).CreateResults(result => result.AddResult(Glucose))));
    }

    [Fact]
    public async Task Only_changes_of_received_content_are_checked_when_sent()
    {
        await using var app = App();
        var note = Order(OddOrders.With("Patient.Identifiers", "[{\"ID\":3107},{\"ID\":\"A\",\"IDType\":7}]")).CreateNote(Letter);
        var patient = note.Patient!;
        var alien = RedoxJson.Parse<OrderNew>(OddOrders.With("Patient.Identifiers[0].IDType", "7")).Patient!.Identifiers[0];

        await app.Client.WriteBackAsync(note with { Patient = patient with { Notes = ["allergic"] } });
        await app.Client.WriteBackAsync(note with { Patient = patient with { Identifiers = [.. patient.Identifiers, new() { ID = "B", IDType = "X" }] } });
        await app.Client.WriteBackAsync(note with { Patient = patient with { Identifiers = [patient.Identifiers[0] with { ID = "3107" }] } });

        Assert.Equal("[{\"ID\":3107},{\"ID\":\"A\",\"IDType\":7},{\"ID\":\"B\",\"IDType\":\"X\"}]", JsonNode.Parse(app.Messages[1].Text)!["Patient"]!["Identifiers"]!.ToJsonString());
        Assert.Equal(["Patient.Identifiers[0].IDType"], await PathsAsync(app, note with { Patient = patient with { Identifiers = [new() { ID = "B" }] } }));
        Assert.Equal(["Patient.Identifiers[1].IDType"], await PathsAsync(app, note with { Patient = patient with { Identifiers = [patient.Identifiers[0], alien] } }));
        Assert.Equal(["Patient.Identifiers[0].ID"], await PathsAsync(app, note with { Patient = patient with { Identifiers = [patient.Identifiers[0] with { ID = null }] } }));
        Assert.Equal(["Patient"], await PathsAsync(app, note with { Patient = null }));
        Assert.Equal(3, app.Messages.Count);
        Assert.NotEmpty(RedoxJson.Validate(RedoxJson.Serialize(note)));
        await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.WriteBackAsync(new NotesNew { Meta = note.Meta, Patient = note.Patient, Note = note.Note }));
    }

    [Theory]
    [InlineData("\"4d4d4d4d-1111-4111-8111-000000000004\"")]
    [InlineData("[{\"ID\":\"4d4d4d4d-1111-4111-8111-000000000004\"}]")]
    [InlineData("{\"ID\":7}")]
    [InlineData("{\"id\":\"4d4d4d4d-1111-4111-8111-000000000004\"}")]
    [InlineData("null,\"source\":{\"ID\":\"4d4d4d4d-1111-4111-8111-000000000004\"}")]
    [InlineData("{\"ID\":\"a\"},\"Source\":{\"ID\":\"b\"}")]
    [InlineData("{\"ID\":\"a\"}},\"Meta\":{\"DataModel\":\"Order\",\"EventType\":\"New\",\"Source\":{\"ID\":\"b\"}")]
    [InlineData("{\"ID\":\"a\"}},\"meta\":{\"Source\":{\"ID\":\"b\"}")]
    public async Task Write_back_to_an_odd_source_goes_only_to_named_destinations(string source)
    {
        await using var app = App();
        foreach (var answer in Answers.Values)
        {
            var message = answer(Order(OddOrders.Order(Source: source)));

            await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.WriteBackAsync(message));
            Assert.Empty(app.Messages);
            if (!source.Contains("eta\":", StringComparison.Ordinal))
            {
                await app.Client.WriteBackAsync(message, new RedoxCallOptions { Destinations = ["Clinic"] });
                Assert.Equal("11111111-1111-4111-8111-000000000001", (string?)Assert.Single(JsonNode.Parse(app.Messages[0].Text)!["Meta"]!["Destinations"]!.AsArray())!["ID"]);
                app.Messages.Clear();
            }
        }
    }

    [Theory]
    [InlineData("\\u200b")]
    [InlineData("\\ud800")]
    public async Task Source_or_test_with_invisible_characters_is_refused(string unseen)
    {
        await using var app = App();
        var json = OddOrders.Order(Source: "{\"ID\":\"a\"}");
        string[] odd = [json.Replace("\"Source\"", $"\"Source{unseen}\"", StringComparison.Ordinal), json.Replace("\"Test\"", $"\"Test{unseen}\"", StringComparison.Ordinal)];

        foreach (var (text, answer) in odd.SelectMany(text => Answers.Values.Select(answer => (text, answer))))
        {
            Assert.NotEqual(json, text);
            await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.WriteBackAsync(answer(Order(text))));
        }

        Assert.Empty(app.Messages);
    }

    [Fact]
    public async Task An_odd_facility_code_goes_back_and_an_odd_test_does_not()
    {
        await using var app = App();
        var json = OddOrders.Order(Source: "{\"ID\":\"a\"},\"FacilityCode\":7");

        await app.Client.WriteBackAsync(Order(json).CreateNote(Letter));

        Assert.Equal("7", JsonNode.Parse(app.Messages[0].Text)!["Meta"]!["FacilityCode"]!.ToJsonString());
        foreach (var test in new[] { "\"Y\"", "1", "[true]", "true,\"Test\":false", "true,\"test\":false" })
        {
            var answer = Order(json.Replace("\"Test\":true", $"\"Test\":{test}", StringComparison.Ordinal)).CreateNote(Letter);
            await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.WriteBackAsync(answer));
        }

        Assert.Single(app.Messages);
    }

    [Fact]
    public void Odd_names_and_the_deepest_nesting_are_carried_over()
    {
        var deep = $"{new string('[', 62)}{new string(']', 62)}";
        var order = Order(OddOrders.Order(Order: $"\"Order\":{{\"ID\":\"61\",\"P\\ud800\":1,\"New\":{deep}}},\"P\\ud800atients\":2,\"O\\udc00\":3", Patient: $"{{\"Identifiers\":[{{\"ID\":\"1\",\"IDType\":\"MR\"}}],\"New\":{deep}}}"));

        Assert.All(Answers.Values, answer => Assert.Equal(deep, answer(order) is NotesNew note ? note.Patient!.AdditionalProperties["New"].GetRawText() : deep));
    }

    private static OrderNew Order(string json) => Assert.IsType<OrderNew>(RedoxJson.Parse(json));

    private static IEnumerable<string> Paths(Func<IRedoxEvent> make) => Assert.Throws<RedoxValidationException>(() => make()).Problems.Select(problem => problem.Path);

    private static async Task<IEnumerable<string>> PathsAsync(OutboundApp app, IRedoxEvent message) =>
        (await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.WriteBackAsync(message))).Problems.Select(problem => problem.Path);

    private static OutboundApp App() => new(options =>
    {
        options.DefaultDestination = "1a1a1a1a-1111-4111-8111-000000000009";
        options.Destinations["Clinic"] = "11111111-1111-4111-8111-000000000001";
    });

    private static void Glucose(Result.Builder result) => result.Code("2345-7").Value("5.4").ValueType(ResultValueType.Numeric).Status(ResultStatus.Final);

    private static void Letter(Note.Builder note) => note.PlainText("Seen today.").DocumentType("Progress note").DocumentID("note-1").Provider(provider => provider.Npi("1990000025"));

    private static void Scan(MediaFile.Builder media) =>
        media.File([1, 2, 3], "scan.pdf").DocumentType("Consent").DocumentID("doc-1").Provider(provider => provider.Npi("1990000025")).Availability(MediaAvailability.Available);

    private static void Temperature(Observation.Builder observation) =>
        observation.DateTime(new DateTimeOffset(2024, 3, 4, 13, 20, 0, TimeSpan.Zero)).Value("37.2").ValueType("Numeric").Code("8310-5");
}
