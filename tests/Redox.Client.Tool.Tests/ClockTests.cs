using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Redox.Client.Tool.Tests;

/// <summary>Time, tokens and the reset, as a client in another language meets them: it signs with the time of the machine, whatever the fake's is.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task Clock_advances_and_is_put_back()
    {
        await using var host = await RunningHost.StartAsync();
        var start = await NowAsync(host, "GET");

        Assert.InRange(await NowAsync(host, "POST", """{"seconds":3600}""") - start, TimeSpan.FromHours(1), TimeSpan.FromHours(1.1));
        Assert.InRange(await NowAsync(host, "POST", """{"seconds":3600}""") - start, TimeSpan.FromHours(2), TimeSpan.FromHours(2.1));
        Assert.InRange(await NowAsync(host, "DELETE") - start, TimeSpan.Zero, TimeSpan.FromHours(0.1));
        Assert.InRange(await NowAsync(host, "POST", """{"seconds":3600}""") - start, TimeSpan.FromHours(1), TimeSpan.FromHours(1.1));
    }

    [Fact]
    public async Task Clock_that_is_advanced_expires_tokens_and_locks_nobody_out()
    {
        await using var host = await RunningHost.StartAsync();
        var (_, first) = await host.TokenAsync();
        Assert.Equal(200, await host.MessageAsync(first!));

        await host.SendAsync("POST", "__redox/clock", """{"seconds":360}""");

        Assert.Equal(401, await host.MessageAsync(first!));
        var (status, second) = await host.TokenAsync();
        Assert.Equal(200, status);
        Assert.Equal(200, await host.MessageAsync(second!));
    }

    [Fact]
    public async Task Clock_does_not_advance_beyond_what_a_date_can_be()
    {
        await using var host = await RunningHost.StartAsync();
        (int Status, string Body) response;
        do
        {
            response = await host.SendAsync("POST", "__redox/clock", """{"seconds":1000000000}""");
        }
        while (response.Status == 200);

        Assert.Equal(400, response.Status);
        Assert.Contains("The clock would pass the year 9000. DELETE /__redox/clock puts it back.", response.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await host.SendAsync("DELETE", "__redox/clock")).Status);
        Assert.Equal(200, (await host.TokenAsync()).Status);
    }

    [Fact]
    public async Task Tokens_expire_while_the_clock_stays()
    {
        await using var host = await RunningHost.StartAsync();
        var (_, first) = await host.TokenAsync();
        var before = await NowAsync(host, "GET");

        Assert.Equal(200, (await host.SendAsync("POST", "__redox/tokens/expire")).Status);

        Assert.Equal(401, await host.MessageAsync(first!));
        Assert.InRange(await NowAsync(host, "GET") - before, TimeSpan.Zero, TimeSpan.FromMinutes(4));
        Assert.Equal("BearerTokenExpired", (string?)(await host.JsonAsync("GET", "__redox/journal"))[1]!.SelectToken("problems[0].kind"));
        var (_, second) = await host.TokenAsync();
        Assert.Equal(200, await host.MessageAsync(second!));
    }

    [Fact]
    public async Task Reset_goes_back_to_the_start_in_everything()
    {
        await using var host = await RunningHost.StartAsync();
        var start = await NowAsync(host, "GET");
        var (_, token) = await host.TokenAsync();
        await host.MessageAsync(token!);
        await host.SendAsync("POST", "__redox/faults", """{"fault":"BadGateway","always":true}""");
        await host.SendAsync("POST", "__redox/clock", """{"seconds":3600}""");

        Assert.Equal(200, (await host.SendAsync("POST", "__redox/reset")).Status);

        Assert.Empty(await host.JsonAsync("GET", "__redox/journal"));
        Assert.Empty((await host.JsonAsync("GET", "__redox/faults"))["unused"]!);
        Assert.Empty((await host.JsonAsync("GET", "__redox/state"))["patients"]!);
        Assert.InRange(await NowAsync(host, "GET") - start, TimeSpan.Zero, TimeSpan.FromHours(0.1));
        Assert.Equal(401, await host.MessageAsync(token!));
        Assert.Equal("BearerTokenRevoked", (string?)(await host.JsonAsync("GET", "__redox/journal"))[0]!.SelectToken("problems[0].kind"));
        Assert.Equal(200, (await host.TokenAsync()).Status);
    }

    [Fact]
    public async Task Reset_ends_the_rate_limit()
    {
        await using var host = await RunningHost.StartAsync();
        var status = 0;
        for (var request = 0; request < 11_000 && status != 429; request++)
        {
            status = (await host.SendAsync("POST", "nowhere")).Status;
        }

        Assert.Equal(429, status);
        Assert.Equal(429, (await host.SendAsync("POST", "nowhere")).Status);

        await host.SendAsync("POST", "__redox/reset");

        Assert.Equal(200, (await host.TokenAsync()).Status);
    }

    private static async Task<DateTimeOffset> NowAsync(RunningHost host, string method, string body = "")
    {
        var response = await host.SendAsync(method, "__redox/clock", body);
        Assert.Equal(200, response.Status);
        return DateTimeOffset.Parse(JObject.Parse(response.Body)["now"]!.Value<DateTime>().ToString("O"), CultureInfo.InvariantCulture);
    }
}
