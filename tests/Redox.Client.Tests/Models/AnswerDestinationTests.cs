using System.Text.Json.Nodes;
using Redox.Client.Models;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Models;

/// <summary>An answer goes where its maker says, or else back; and nowhere when the way back is not known.</summary>
public sealed class AnswerDestinationTests
{
    [Theory]
    [InlineData("{\"ID\":\"5b5b5b5b-1111-4111-8111-000000000005\"}")]
    [InlineData("{\"Name\":\"Sender\"}")]
    [InlineData("\"x\"")]
    [InlineData("{\"id\":\"x\"}")]
    public async Task An_answer_goes_where_its_builder_says_and_not_back_as_well(string source)
    {
        await using var app = App();
        var order = Order(OddOrders.Order(Source: source));
        string[] to = ["1a1a1a1a-1111-4111-8111-000000000001", "1a1a1a1a-1111-4111-8111-000000000002"];

        await app.Client.WriteBackAsync(order.CreateFlowsheet(flowsheet => flowsheet.To(to[0]).Test(false).To(to[1]).AddObservation(Temperature)));
        await app.Client.WriteBackAsync(order.CreateFlowsheet(flowsheet => flowsheet.AddObservation(Temperature)).To(to));

        Assert.All(app.Messages, message => Assert.Equal($$"""[{"ID":"{{to[0]}}"},{"ID":"{{to[1]}}"}]""", JsonNode.Parse(message.Text)!["Meta"]!["Destinations"]!.ToJsonString()));
    }

    [Fact]
    public async Task An_answer_whose_way_back_is_not_known_stays_one_whatever_its_builder_changes()
    {
        await using var app = App();
        var json = OddOrders.Order();
        var order = Order("""{"Meta":{"DataModel":"Order","EventType":"New","Source":{"ID":"x"}},""" + json[1..]);

        foreach (var answer in (Action<FlowsheetNew.Builder>[])[flowsheet => flowsheet.Test(), flowsheet => flowsheet.Meta(meta => meta with { Test = false })])
        {
            var message = order.CreateFlowsheet(flowsheet => { answer(flowsheet); flowsheet.AddObservation(Temperature); });

            var error = await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.WriteBackAsync(message));
            Assert.Contains("Meta: must not be there more than once: it is not known which one counts", error.Problems.Select(problem => $"{problem}"));
        }
    }

    private static OrderNew Order(string json) => Assert.IsType<OrderNew>(RedoxJson.Parse(json));

    private static OutboundApp App() => new(options => options.DefaultDestination = "1a1a1a1a-1111-4111-8111-000000000009");

    private static void Temperature(Observation.Builder observation) =>
        observation.DateTime(new DateTimeOffset(2024, 3, 4, 13, 20, 0, TimeSpan.Zero)).Value("37.2").ValueType("Numeric").Code("8310-5");
}
