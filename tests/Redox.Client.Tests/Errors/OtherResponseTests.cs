using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Errors;

/// <summary>A query takes the answer to itself and no other message: whose patient that would be, nobody knows.</summary>
public sealed class OtherResponseTests
{
    [Theory]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Patient":{"Identifiers":[{"ID":"CANARY","IDType":"MR"}]}}""")]
    [InlineData("""{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient","Logs":[{"ID":"33333333-3333-4333-8333-333333333333"}]}}""")]
    [InlineData("""{"Meta":{"DataModel":"CANARY","EventType":"Response"}}""")]
    [InlineData("""{"Meta":{"DataModel":{"CANARY":1},"EventType":"Response"}}""")]
    [InlineData("""{"Meta":{"DataModel":["PatientSearch"],"EventType":"Response"}}""")]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","DataModel":"PatientSearch","EventType":"Response"}}""")]
    public async Task Message_of_another_data_model_is_not_a_response(string response)
    {
        await using var app = new TestApp();
        app.Redox.Faults.Next(Fault.Response(200, response));

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => app.Client.QueryAsync(TestApp.Search()));

        Assert.Equal((200, Delivery.Unknown, false), ((int?)exception.StatusCode, exception.Delivery, exception.IsTransient));
        Assert.StartsWith("PatientSearch.Query: the response cannot be read (HTTP 200, a message of another data model, ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"DataModel\":\"PatientSearch\",\"EventType\":\"Response\"")]
    [InlineData("\"DataModel\":\"PATIENTSEARCH\"")]
    [InlineData("\"EventType\":\"Response\"")]
    public async Task Message_of_the_same_or_no_data_model_is_a_response(string names)
    {
        await using var app = new TestApp();
        app.Redox.Faults.Next(Fault.Response(200, $$$"""{"Meta":{{{{names}}}},"Patient":{"Identifiers":[{"ID":"CANARY","IDType":"MR"}]}}"""));

        Assert.Equal("CANARY", (await app.Client.QueryAsync(TestApp.Search())).Patient?.Identifiers[0].ID);
    }

    [Fact]
    public async Task Failure_in_a_foreign_message_is_still_reported()
    {
        await using var app = new TestApp();
        app.Redox.Faults.Next(Fault.Response(200, """{"Meta":{"DataModel":"Scheduling","Errors":[{"ID":7}]}}"""));

        Assert.Equal(7, Assert.Single((await Assert.ThrowsAsync<RedoxRejectedException>(() => app.Client.QueryAsync(TestApp.Search()))).Errors).ID);
    }
}
