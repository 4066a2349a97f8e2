using Redox.Client.Models;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Models;

/// <summary>Whose answer it is and where it goes is never a guess.</summary>
public sealed class WriteBackIdentityTests
{
    [Theory]
    [InlineData("Order", "\"Order\":{\"ID\":\"1\"},\"Order\":{\"ID\":\"2\"}", null)]
    [InlineData("Order.ID", "\"Order\":{\"ID\":\"1\",\"ID\":\"2\"}", null)]
    [InlineData("Order", "\"Order\":{\"ID\":\"1\"},\"order\":{\"ID\":\"2\"}", null)]
    [InlineData("Order.ID", "\"Order\":{\"ID\":\"1\",\"id\":\"2\"}", null)]
    [InlineData("Patient", null, "{\"Identifiers\":[{\"ID\":\"1\",\"IDType\":\"MR\"}]},\"patient\":{\"Identifiers\":[{\"ID\":\"2\",\"IDType\":\"MR\"}]}")]
    [InlineData("Patient.Identifiers[0].ID", null, "{\"Identifiers\":[{\"ID\":\"1\",\"Id\":\"2\",\"IDType\":\"MR\"}]}")]
    [InlineData("Order.ApplicationOrderID", "\"Order\":{\"ID\":\"1\",\"ApplicationOrderID\":\"1\",\"ApplicationOrderID\":\"2\"}", null)]
    [InlineData("Patient", null, "{\"Identifiers\":[{\"ID\":\"1\",\"IDType\":\"MR\"}]},\"Patient\":{\"Identifiers\":[{\"ID\":\"2\",\"IDType\":\"MR\"}]}")]
    [InlineData("Patient.Identifiers", null, "{\"Identifiers\":[{\"ID\":\"1\",\"IDType\":\"MR\"}],\"Identifiers\":[{\"ID\":\"2\",\"IDType\":\"MR\"}]}")]
    [InlineData("Patient.Identifiers[1].ID", null, "{\"Identifiers\":[{\"ID\":\"1\",\"IDType\":\"MR\"},{\"ID\":\"1\",\"ID\":\"2\",\"IDType\":\"MR\"}]}")]
    [InlineData("Patient.Identifiers[0].IDType", null, "{\"Identifiers\":[{\"ID\":\"1\",\"IDType\":\"MR\",\"IDType\":\"EHRID\"}]}")]
    public void Ambiguous_patient_or_order_is_not_written_back(string place, string? order, string? patient)
    {
        var json = (order, patient) switch
        {
            ({ } given, _) => OddOrders.Order(Order: given),
            (_, { } given) => OddOrders.Order(Patient: given),
            _ => OddOrders.Order(),
        };

        foreach (var answer in OddWriteBackTests.Answers.Where(answer => order is null || answer.Key != "flowsheet").Select(answer => answer.Value)) // A flowsheet names no order.
        {
            var error = Assert.Throws<RedoxValidationException>(() => answer(Order(json)));
            Assert.Equal([$"{place}: must not occur more than once: it is not known which one counts"], error.Problems.Select(problem => $"{problem}"));
        }
    }

    [Theory]
    [InlineData("Patient", "[{\"Identifiers\":[{\"ID\":\"1\",\"IDType\":\"MR\"}]},{\"Identifiers\":[{\"ID\":\"2\",\"IDType\":\"MR\"}]}]")]
    [InlineData("Patient[0]", "[[{\"Identifiers\":[{\"ID\":\"1\",\"IDType\":\"MR\"}]},{}]]")]
    [InlineData("Patient.Identifiers[0].ID", "{\"Identifiers\":[{\"ID\":[\"1\",\"2\"],\"IDType\":\"MR\"}]}")]
    [InlineData("Patient.Identifiers[0].IDType", "{\"Identifiers\":[{\"ID\":\"1\",\"IDType\":[\"MR\",\"EHRID\"]}]}")]
    [InlineData("Visit", "[{\"VisitNumber\":\"1\"},{\"VisitNumber\":\"2\"}]")]
    [InlineData("Visit.VisitNumber", "{\"VisitNumber\":[\"1\",\"2\"]}")]
    public void Several_patients_or_visits_are_not_written_back(string place, string given)
    {
        var json = place.StartsWith("Patient", StringComparison.Ordinal) ? OddOrders.Order(Patient: given) : OddOrders.Order(Visit: given);
        foreach (var answer in OddWriteBackTests.Answers.Values)
        {
            var error = Assert.Throws<RedoxValidationException>(() => answer(Order(json)));
            Assert.Equal([$"{place}: must not be several: it is not known which one counts"], error.Problems.Select(problem => $"{problem}"));
        }
    }

    [Theory]
    [InlineData("Patient")]
    [InlineData("Visit")]
    public void Empty_list_of_patients_or_visits_is_not_written_back(string member)
    {
        var json = member == "Patient" ? OddOrders.Order(Patient: "[]") : OddOrders.Order(Visit: "[]");
        foreach (var answer in OddWriteBackTests.Answers.Values)
        {
            var error = Assert.Throws<RedoxValidationException>(() => answer(Order(json)));
            Assert.Equal([$"{member}: must not be an empty list"], error.Problems.Select(problem => $"{problem}"));
        }
    }

    [Fact]
    public async Task Everything_that_is_there_twice_is_forwarded_twice()
    {
        await using var app = App();
        var json = OddOrders.Order(Patient: "{\"Identifiers\":[{\"ID\":\"1\",\"IDType\":\"MR\"}]},\"Patient\":{\"Identifiers\":[{\"ID\":\"2\",\"IDType\":\"MR\"}]}");

        await app.Client.SendAsync(Order(json).Forward("Clinic"));

        using var sent = System.Text.Json.JsonDocument.Parse(app.Messages[0].Text);
        Assert.Equal(["1", "2"], sent.RootElement.EnumerateObject().Where(member => member.Name == "Patient").Select(member => member.Value.GetProperty("Identifiers")[0].GetProperty("ID").GetString()));
    }

    [Theory]
    [InlineData("{\"Name\":\"Clinic\"}")]
    [InlineData("{\"ID\":null,\"Name\":\"Clinic\"}")]
    [InlineData("{\"ID\":\"\",\"Name\":\"Clinic\"}")]
    public async Task Source_name_without_an_ID_does_not_address_the_write_back(string source)
    {
        await using var app = App();
        foreach (var answer in OddWriteBackTests.Answers.Values)
        {
            var message = answer(Order(OddOrders.Order(Source: source)));

            var problem = Assert.Single((await Assert.ThrowsAsync<RedoxValidationException>(() => app.Client.WriteBackAsync(message))).Problems);
            Assert.Equal("Meta.Destinations[0].ID", problem.Path);
            Assert.Empty(app.Messages);

            await app.Client.WriteBackAsync(message.To("Clinic"));
            await app.Client.WriteBackAsync(message, new RedoxCallOptions { Destinations = ["Clinic"] });
            Assert.Equal(2, app.Messages.Count);
            app.Messages.Clear();
        }
    }

    private static OrderNew Order(string json) => Assert.IsType<OrderNew>(RedoxJson.Parse(json));

    private static OutboundApp App() => new(options =>
    {
        options.DefaultDestination = "1a1a1a1a-1111-4111-8111-000000000009";
        options.Destinations["Clinic"] = "11111111-1111-4111-8111-000000000001";
    });
}
