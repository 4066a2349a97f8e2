using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Errors;

/// <summary>A failure that a response reports is a failure wherever it stands in it, twice or beside something else; and a success stays one.</summary>
public sealed class ReportedFailureTests : IAsyncDisposable
{
    private const string Meta = "\"DataModel\":\"PatientSearch\",\"EventType\":\"Query\"";
    private const string Error = """{"ID":4,"Text":"CANARY taken","Type":"message","Module":"Send"}""";

    private readonly TestApp _app = new();

    [Theory]
    [InlineData($$$"""{"Meta":{{{{Meta}}},"Errors":[{{{Error}}}]},"Meta":{{{{Meta}}}}}""")]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"Meta":{{{{Meta}}},"Errors":[{{{Error}}}]}}""")]
    [InlineData($$$"""{"Meta":{{{{Meta}}},"Errors":[{{{Error}}}],"Errors":[]}}""")]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"Errors":[{{{Error}}}]}""")]
    [InlineData($$$"""{"Errors":[{{{Error}}}],"Meta":{{{{Meta}}}},"Errors":[]}""")]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"errors":{{{Error}}}}""")]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"ERRORS":[{{{Error}}}]}""")]
    [InlineData($$$"""{"Meta":{{{{Meta}}},"errors":[{{{Error}}}]}}""")]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"meta":{"Errors":[{{{Error}}}]}}""")]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"Er\u0072ors":[{{{Error}}}]}""")]
    [InlineData($$$"""{"Meta":[{{{{Meta}}}},{"Errors":[{{{Error}}}]}]}""")]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"error":{{{Error}}}}""")]
    [InlineData($$$"""[{"Meta":{{{{Meta}}},"Errors":[{{{Error}}}]}}]""")]
    [InlineData($$$"""{"meta":{{{{Meta}}},"errors":[{{{Error}}}]}}""")]
    public async Task A_failure_is_found_wherever_it_stands(string body)
    {
        foreach (var exception in await FailBothAsync(body))
        {
            Assert.Contains("(HTTP 200; error 4 message/Send)", exception.Message, StringComparison.Ordinal);
            Assert.Equal((4L, "CANARY taken", "message", "Send"), exception.Errors.Select(error => (error.ID ?? 0, error.Text, error.Type?.Value, error.Module)).Single());
        }
    }

    [Theory]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"errorDetail":"CANARY","errorDetail":null}""", "CANARY")]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"errorDetail":null,"errorDetail":"CANARY"}""", "CANARY")]
    [InlineData($$$"""{"Meta":{{{{Meta}}},"errorDetail":"CANARY"}}""", "CANARY")]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"error":"CANARY","Patient":{}}""", "CANARY")]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"ErrorMessages":["CANARY"]}""", "CANARY")]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"errorDetail":{"why":["CANARY"]}}""", null)]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"errors":true}""", "true")]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"errorCode":17}""", "17")]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"errors":"\ud83e CANARY"}""", "\"\\ud83e CANARY\"")]
    [InlineData("""{"errorDetail":"CANARY"}""", "CANARY")]
    public async Task What_it_says_is_kept(string body, string? text)
    {
        foreach (var exception in await FailBothAsync(body))
        {
            Assert.Equal(text, Assert.Single(exception.Errors).Text);
            Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>An error in Redox's own response means that it refused; who speaks without Meta may have failed after Redox took the message.</summary>
    [Theory]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"Errors":[{{{Error}}}]}""", Delivery.Rejected)]
    [InlineData($$$"""{"Meta":{{{{Meta}}}},"errorDetail":"CANARY"}""", Delivery.Rejected)]
    [InlineData("""{"error":"CANARY upstream timeout"}""", Delivery.Unknown)]
    public async Task Only_Redox_can_say_that_a_message_was_refused(string body, Delivery delivery) =>
        Assert.All(await FailBothAsync(body), exception => Assert.Equal(delivery, exception.Delivery));

    [Theory]
    [InlineData("")]
    [InlineData(",\"Errors\":null")]
    [InlineData(",\"Errors\":[]")]
    [InlineData(",\"errorDetail\":null")]
    [InlineData(",\"errorDetail\":null,\"errorDetail\":null")]
    [InlineData(",\"error\":false,\"errors\":{},\"errorMessage\":\"\",\"errorCode\":0")]
    [InlineData(",\"Meta\":{" + Meta + ",\"Errors\":[]}")]
    [InlineData(",\"Patient\":{\"Errors\":[1],\"error\":\"x\",\"Meta\":{\"Errors\":[1]}}")]
    [InlineData(",\"meta\":{\"DataModel\":\"x\"}")]
    [InlineData(",\"Terrors\":[1],\"\\ud800\":[1]")]
    public async Task A_response_that_reports_nothing_is_a_success(string beside)
    {
        _app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, $$$"""{"Meta":{{{{Meta}}},"Errors":[]}{{{beside}}}}"""));

        Assert.Equal("PatientSearch", (await _app.Client.QueryAsync(TestApp.Search())).Meta.DataModel);
        Assert.Equal("PatientSearch", (await _app.Client.SendAsync(TestApp.Appointment())).Meta.DataModel);
    }

    [Theory]
    [InlineData("message", "DataModels", "error 1 message/DataModels")]
    [InlineData("query", "Send", "error 1 query/Send")]
    [InlineData("CANARYLAST", "CANARY-7", "error 1")]
    [InlineData("message", "niamh featherstone", "error 1 message")]
    [InlineData("Message", "send", "error 1")]
    public async Task Only_words_that_Redox_is_known_to_use_are_in_the_text(string type, string module, string said)
    {
        _app.Redox.Faults.Next(Fault.Response(400, $$$"""{"Meta":{"Logs":[{"ID":"CANARY niamh"},{"ID":"33333333-3333-4333-8333-333333333333"}],"Errors":[{"ID":1,"Type":"{{{type}}}","Module":"{{{module}}}"}]}}"""));

        var exception = await Assert.ThrowsAsync<RedoxRejectedException>(() => _app.Client.SendAsync(TestApp.Appointment()));

        Assert.Contains($"(HTTP 400; {said}).", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["33333333-3333-4333-8333-333333333333"], exception.LogIds);
    }

    [Fact]
    public async Task Many_errors_do_not_make_a_long_text()
    {
        _app.Redox.Faults.Next(Fault.Response(400, $$$"""{"Meta":{"Errors":[{{{string.Join(',', Enumerable.Repeat("{}", 5000))}}}]}}"""));

        var exception = await Assert.ThrowsAsync<RedoxRejectedException>(() => _app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal(5000, exception.Errors.Count);
        Assert.Contains("; error; error; 4990 more). See Errors", exception.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<RedoxRejectedException[]> FailBothAsync(string body)
    {
        _app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, body));
        return
        [
            await Assert.ThrowsAsync<RedoxRejectedException>(() => _app.Client.SendAsync(TestApp.Appointment())),
            await Assert.ThrowsAsync<RedoxRejectedException>(() => _app.Client.QueryAsync(TestApp.Search())),
        ];
    }
}
