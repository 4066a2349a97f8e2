using Newtonsoft.Json.Linq;

namespace Redox.Client.Tool.Tests;

/// <summary>What <c>/__redox</c> says of a wrong call: which member, what was given, what is possible.</summary>
public sealed class ControlMistakeTests
{
    [Theory]
    [InlineData("POST", "__redox/faults", """{"fault":"Nope"}""", 400, "fault is 'Nope'; the nearest is Slow. Use one of Unauthorized, ")]
    [InlineData("POST", "__redox/faults", """{"fault":"ServerError","tims":2}""", 400, "'tims' is not for this. ServerError takes fault, route, dataModel, eventType, times or always. Did you mean times?")]
    [InlineData("POST", "__redox/faults", """{"fault":"ServerError","route":"files"}""", 400, "route is 'files'; use messages or token.")]
    [InlineData("POST", "__redox/faults", """{"fault":"ServerError","eventType":"New"}""", 400, "eventType is given without dataModel, which it belongs to.")]
    [InlineData("POST", "__redox/faults", """{"fault":"Slow"}""", 400, "Slow needs delay, a number of seconds on the fake's clock.")]
    [InlineData("POST", "__redox/faults", """{"fault":"Slow","delay":1e300}""", 400, "delay is 1e300; it has to be a number from 0 to 1,000,000,000.")]
    [InlineData("POST", "__redox/faults", """{"fault":"TooManyRequests","retryAfter":1e18}""", 400, "retryAfter is 1e18; it has to be a number from 0 to 1,000,000,000.")]
    [InlineData("POST", "__redox/faults", """{"fault":"ServiceUnavailable","retryAfter":-1}""", 400, "retryAfter is -1; it has to be a number from 0 to 1,000,000,000.")]
    [InlineData("POST", "__redox/faults", """{"fault":"TooManyRequests","retryAfter":-1}""", 400, "retryAfter is -1; it has to be a number from 0 to 1,000,000,000.")]
    [InlineData("POST", "__redox/faults", """{"fault":"TooManyRequests","retryAfter":"7"}""", 400, "retryAfter is \\\"7\\\"; it has to be a number from 0 to 1,000,000,000.")]
    [InlineData("POST", "__redox/faults", """{"fault":"TooManyRequests","retryAfter":7,"retryAt":"2026-01-05T09:00:00Z"}""", 400, "retryAfter and retryAt exclude each other")]
    [InlineData("POST", "__redox/faults", """{"fault":"BadGateway","retryAfter":7}""", 400, "'retryAfter' is not for this. BadGateway takes fault, route, dataModel, eventType, times or always.")]
    [InlineData("POST", "__redox/faults", """{"fault":"BadGateway","times":0}""", 400, "times is 0; it has to be a whole number from 1 to 1,000,000.")]
    [InlineData("POST", "__redox/faults", """{"fault":"BadGateway","times":2,"always":true}""", 400, "times and always exclude each other.")]
    [InlineData("POST", "__redox/faults", """{"fault":"BadGateway","times":2,"times":3}""", 400, "times is given twice.")]
    [InlineData("POST", "__redox/faults", """{"fault":"BadGateway","dataModel":"Schedulin"}""", 400, "dataModel is 'Schedulin', which is not a data model of Redox. The nearest is 'Scheduling'.")]
    [InlineData("POST", "__redox/faults", """{"fault":"BadGateway","dataModel":"Scheduling","eventType":"Nu"}""", 400, "eventType is 'Nu', which is not an event of Scheduling. The nearest is 'New'.")]
    [InlineData("POST", "__redox/faults", """{"fault":7}""", 400, "fault is 7; it has to be a text.")]
    [InlineData("POST", "__redox/faults", "{}", 400, "fault is missing: the name of the fault, one of Unauthorized, ")]
    [InlineData("POST", "__redox/faults", "[1]", 400, "The body is [1]; send a JSON object.")]
    [InlineData("POST", "__redox/faults", "", 400, "The body is empty; send a JSON object.")]
    [InlineData("POST", "__redox/faults", """{"fault":"Response"}""", 400, "Response needs status, a number from 200 to 599.")]
    [InlineData("POST", "__redox/faults", """{"fault":"Response","status":99}""", 400, "status is 99; it has to be a whole number from 200 to 599.")]
    [InlineData("POST", "__redox/faults", """{"fault":"Response","status":204,"body":{}}""", 400, "body has to be empty: a response with status 204 has none.")]
    [InlineData("POST", "__redox/faults", """{"fault":"Response","status":200,"headers":{"X-A":1}}""", 400, "X-A is 1; it has to be a text.")]
    [InlineData("POST", "__redox/faults", """{"fault":"Response","status":200,"headers":{"X A":"1"}}""", 400, "headers has 'X A', which is not the name of a header.")]
    [InlineData("POST", "__redox/faults", """{"fault":"Response","status":200,"headers":{"X-A":"1\r\nB: 2"}}""", 400, "headers.X-A has a character that a header cannot carry")]
    [InlineData("POST", "__redox/faults", """{"fault":"Response","status":200,"headers":{"Content-Length":"1"}}""", 400, "headers has Content-Length, which the fake sets itself")]
    [InlineData("POST", "__redox/faults", """{"fault":"Held","then":{"fault":"BadGateway","times":2}}""", 400, "'times' is not for this. then with BadGateway takes fault.")]
    [InlineData("POST", "__redox/faults", """{"fault":"Held","then":"BadGateway"}""", 400, "then is \\\"BadGateway\\\"; it has to be a JSON object.")]
    [InlineData("POST", "__redox/faults", """{"fault":"OAuthError","code":"invalid_client"}""", 400, "OAuthError is only for the route token; the order is for messages.")]
    [InlineData("POST", "__redox/faults", """{"fault":"OAuthError","route":"token"}""", 400, "OAuthError needs code, which is the error, such as invalid_client.")]
    [InlineData("POST", "__redox/faults", """{"fault":"NotHttp"}""", 400, "NotHttp needs text, which is sent in place of HTTP.")]
    [InlineData("POST", "__redox/faults", """{"fault":"ServerError","route":"0"}""", 400, "route is '0'; use messages or token.")]
    [InlineData("POST", "__redox/faults", "{", 400, "The body cannot be read as JSON, from byte 2 of line 1; send a JSON object.")]
    [InlineData("POST", "__redox/clock", """{"seconds":-1}""", 400, "seconds is -1; it has to be a number from 0 to 1,000,000,000.")]
    [InlineData("POST", "__redox/clock", "{}", 400, "seconds is missing: how far to advance the clock.")]
    [InlineData("POST", "__redox/clock", """{"second":1}""", 400, "'second' is not for this. The clock takes seconds. Did you mean seconds?")]
    [InlineData("POST", "__redox/state", """{"Meta":{}}""", 400, "Meta lacks DataModel or EventType. Pass the whole message.\"")]
    [InlineData("PUT", "__redox/state", "", 405, "PUT /__redox/state does not exist; this path takes GET or POST.")]
    [InlineData("GET", "__redox/stat", "", 404, "/__redox/stat does not exist. GET /__redox lists what does.")]
    public async Task A_mistake_is_named(string method, string path, string body, int status, string error)
    {
        await using var host = await RunningHost.StartAsync();

        var response = await host.SendAsync(method, path, body);

        Assert.Equal(status, response.Status);
        Assert.Contains(error, response.Body, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"Redox\.Client|\bRedoxFake|FakeRoute|Parameter|System\.|\.NET member", response.Body);
    }

    [Fact]
    public async Task Body_that_is_not_UTF8_is_refused()
    {
        await using var host = await RunningHost.StartAsync();
        using var content = new ByteArrayContent([.. "{\"Meta\":\""u8, 0xE9, .. "\"}"u8]);

        using var response = await host.Http.PostAsync(new Uri("__redox/state", UriKind.Relative), content);

        Assert.Equal((400, "The body is not UTF-8."), ((int)response.StatusCode, (string?)JObject.Parse(await response.Content.ReadAsStringAsync())["error"]));
    }
}
