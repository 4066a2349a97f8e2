namespace Redox.Client.AspNetCore.Tests;

/// <summary>Requests that nobody should send to the operations: what they get, and that they change nothing.</summary>
public sealed class OperationsRefusalTests
{
    private const string HugeNumber = "99999999999999999999999999";

    private const string Form = """Send {"ids": [1, 2]} or {"all": true}""";

    [Theory]
    [InlineData("/messages?state=CANARY", 400, "'state' is not waiting, running or parked.")]
    [InlineData("/messages?state=parked&state=waiting", 400, "'state'")]
    [InlineData("/messages?state=2", 400, "'state'")]
    [InlineData("/messages?count=0", 400, "'count' is not a number from 1 to 1000.")]
    [InlineData("/messages?count=1001", 400, "'count'")]
    [InlineData("/messages?count=-1", 400, "'count'")]
    [InlineData("/messages?count=CANARY", 400, "'count'")]
    [InlineData("/messages?count=", 400, "'count'")]
    [InlineData("/messages?after=-1", 400, "'after' is not an ID")]
    [InlineData($"/messages?after={HugeNumber}", 400, "'after'")]
    [InlineData("/messages?after=1e3", 400, "'after'")]
    [InlineData("/messages?text=CANARY", 400, "'text' is not true or false.")]
    [InlineData("/messages?destination=CANARY", 404, "There is no destination of this name with an inbox. Name one of these as 'destination': ''.")]
    [InlineData("/messages?destination=a&destination=", 400, "'destination' is given more than once.")]
    [InlineData("?destination=CANARY", 404, "There is no destination")]
    [InlineData("/messages/9223372036854775807/body", 404, "There is no message with this ID")]
    [InlineData("/messages/0/body", 404, "There is no message with this ID")]
    [InlineData($"/messages/{HugeNumber}/body", 400, "The ID is not a whole number")]
    [InlineData("/messages/-1/body", 400, "The ID is not a whole number")]
    [InlineData("/messages/CANARY/body", 400, "The ID is not a whole number")]
    [InlineData("/messages/1/body?destination=CANARY", 404, "There is no destination")]
    public async Task Faulty_question_gets_a_problem(string path, int status, string detail)
    {
        await using var host = await OperationsHost.StartAsync("sqlite");
        await host.ParkAsync("a");

        using var response = await host.Http.GetAsync(new Uri(OperationsHost.Path + path, UriKind.Relative));

        await OperationsTests.IsProblemAsync(response, status, detail);
        Assert.DoesNotContain("CANARY", OwnLog(host), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("count=1")]
    [InlineData("count=1000")]
    [InlineData("after=0")]
    public async Task Question_at_its_limits_gets_messages(string query)
    {
        await using var host = await OperationsHost.StartAsync();
        await host.ParkAsync("a");

        Assert.Single((await host.ListAsync(query))["messages"]!);
    }

    [Theory]
    [InlineData("", 400, Form)]
    [InlineData("null", 400, Form)]
    [InlineData("[]", 400, Form)]
    [InlineData("{}", 400, Form)]
    [InlineData("CANARY", 400, Form)]
    [InlineData("""{"all":false}""", 400, Form)]
    [InlineData("""{"all":"true"}""", 400, Form)]
    [InlineData("""{"all":1}""", 400, Form)]
    [InlineData("""{"ids":[]}""", 400, Form)]
    [InlineData("""{"ids":null}""", 400, Form)]
    [InlineData("""{"ids":1}""", 400, Form)]
    [InlineData("""{"ids":["1"]}""", 400, Form)]
    [InlineData("""{"ids":[1.5]}""", 400, Form)]
    [InlineData("""{"ids":[null]}""", 400, Form)]
    [InlineData("""{"ids":{"CANARY":1}}""", 400, Form)]
    [InlineData($$"""{"ids":[{{HugeNumber}}]}""", 400, Form)]
    [InlineData("""{"ids":[1],"all":true}""", 400, Form)]
    [InlineData("""{"all":true,"CANARY":1}""", 400, Form)]
    [InlineData("""{"all":true,"Destination":"a"}""", 400, Form)]
    [InlineData("""{"all":true,"all":true}""", 400, Form)]
    [InlineData("""{"all":true}{"all":true}""", 400, Form)]
    [InlineData("""{"all":true} // CANARY""", 400, Form)]
    [InlineData("""{"all":true,"destination":1}""", 400, Form)]
    [InlineData("""{"all":true,"destination":"CANARY"}""", 404, "There is no destination of this name")]
    public async Task Faulty_order_gets_a_problem_and_changes_nothing(string body, int status, string detail)
    {
        await using var host = await OperationsHost.StartAsync();
        await host.ParkAsync("a");

        foreach (var path in new[] { "/replay", "/discard" })
        {
            using var response = await host.PostAsync(path, body);
            await OperationsTests.IsProblemAsync(response, status, detail);
        }

        Assert.Equal((0, 0, 1), await host.CountAsync());
        Assert.DoesNotContain("CANARY", OwnLog(host), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?destination=CANARY")]
    [InlineData("?destination=")]
    [InlineData("?Destination=a&destination=b")]
    public async Task Destination_in_the_query_of_an_order_is_refused(string query)
    {
        await using var host = await OperationsHost.StartAsync();
        var id = Assert.Single(await host.ParkAsync("a"));

        foreach (var path in new[] { "/replay", "/discard" })
        {
            using var response = await host.PostAsync(path + query, $$"""{"ids":[{{id}}],"destination":""}""");
            await OperationsTests.IsProblemAsync(response, 400, "'destination' is in the query. Put it into the body");
        }

        Assert.Equal((0, 0, 1), await host.CountAsync());
    }

    [Theory]
    [InlineData(1000, 200)]
    [InlineData(1001, 400)]
    [InlineData(50_000, 413)]
    public async Task Number_of_IDs_is_limited(int count, int status)
    {
        await using var host = await OperationsHost.StartAsync("sqlite");
        var id = Assert.Single(await host.ParkAsync("a"));

        using var response = await host.PostAsync("/discard", $$"""{"ids":[{{string.Join(',', Enumerable.Range(0, count).Select(number => id + number))}}]}""");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200 ? 0 : 1, (await host.CountAsync()).Parked);
    }

    [Theory]
    [InlineData(64 * 1024, 200)]
    [InlineData((64 * 1024) + 1, 413)]
    public async Task Size_of_an_order_is_limited(int bytes, int status)
    {
        await using var host = await OperationsHost.StartAsync();
        await host.ParkAsync("a");

        using var response = await host.PostAsync("/discard", """{"all":true}""".PadRight(bytes));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200 ? 0 : 1, (await host.CountAsync()).Parked);
    }

    /// <summary>What a form of another site can send with the operator's cookies.</summary>
    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain; application/json")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/jsonp")]
    [InlineData("")]
    public async Task Only_JSON_changes_anything(string contentType)
    {
        await using var host = await OperationsHost.StartAsync();
        await host.ParkAsync("a");

        foreach (var path in new[] { "/replay", "/discard" })
        {
            using var response = await host.PostAsync(path, """{"all":true}""", contentType);
            await OperationsTests.IsProblemAsync(response, 415, "The content type is not application/json in UTF-8.");
            using var question = await host.Http.GetAsync(new Uri($"{OperationsHost.Path}{path}?all=true", UriKind.Relative));
            Assert.Equal(405, (int)question.StatusCode);
        }

        Assert.Equal((0, 0, 1), await host.CountAsync());
        Assert.Equal(1, await host.ChangeAsync("discard", """{"all":true}"""));
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("visitor", 403)]
    [InlineData("operator", 200)]
    public async Task Policy_decides_who_may_use_them(string? role, int status)
    {
        await using var host = await OperationsHost.StartAsync();
        var id = Assert.Single(await host.ParkAsync("a"));
        host.Http.DefaultRequestHeaders.Authorization = role is null ? null : new("Bearer", role);

        foreach (var path in new[] { "", "/messages", $"/messages/{id}/body" })
        {
            using var response = await host.Http.GetAsync(new Uri(OperationsHost.Path + path, UriKind.Relative));
            Assert.Equal(status, (int)response.StatusCode);
            Assert.True(status == 200 || (await response.Content.ReadAsByteArrayAsync()).Length == 0);
        }

        foreach (var path in new[] { "/replay", "/discard" })
        {
            using var response = await host.PostAsync(path, $$"""{"ids":[{{id}}]}""");
            Assert.Equal(status, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task No_value_of_a_message_is_in_a_log()
    {
        await using var host = await OperationsHost.StartAsync("sqlite", keepText: true);
        var ids = await host.ParkAsync("a", "b");

        await host.ListAsync("text=true");
        using (await host.Http.GetAsync(new Uri($"{OperationsHost.Path}/messages/{ids[0]}/body", UriKind.Relative)))
        {
        }

        await host.ChangeAsync("replay", $$"""{"ids":[{{ids[0]}}]}""");
        await host.IdleAsync();
        await host.ChangeAsync("discard", """{"all":true}""");

        Assert.Contains("1 parked message(s) of the inbox of the destination 'default' were replayed.", host.Log, StringComparison.Ordinal);
        Assert.Contains("2 parked message(s) of the inbox of the destination 'default' were discarded", host.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", host.Log, StringComparison.Ordinal);
    }

    // The server logs addresses, which here are the test's.
    private static string OwnLog(OperationsHost host) => string.Join(
        '\n', host.Services.GetFakeLogCollector().GetSnapshot().Where(record => record.Category!.StartsWith("Redox", StringComparison.Ordinal)).Select(record => $"{record} {record.Exception}"));
}
