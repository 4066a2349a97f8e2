using System.Net;
using System.Net.Sockets;

namespace Redox.Client.Tool.Tests;

/// <summary>Who may use <c>/__redox</c>, from where.</summary>
public sealed class ControlAccessTests
{
    [Fact]
    public async Task Other_host_names_are_refused()
    {
        await using var host = await RunningHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "__redox/reset") { Headers = { Host = "attacker.example" } };

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("http://127.0.0.1:1", 403)]
    [InlineData(null, 200)]
    public async Task Web_pages_of_other_origins_are_refused(string? origin, int status)
    {
        await using var host = await RunningHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "__redox/reset") { Headers = { { "Origin", origin ?? host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) } } };

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Localhost_may_be_in_capitals()
    {
        await using var host = await RunningHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "__redox/clock") { Headers = { Host = $"LOCALHOST:{host.Http.BaseAddress!.Port}" } };

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task Fixed_port_is_served_on_both_loopback_addresses()
    {
        var port = RunningHost.FreePort();
        await using var host = await RunningHost.StartAsync("--port", $"{port}");

        foreach (var address in new[] { "127.0.0.1", "localhost", "[::1]" })
        {
            using var response = await host.Http.GetAsync(new Uri($"http://{address}:{port}/__redox/clock"));
            Assert.Equal((200, address), ((int)response.StatusCode, address));
            Assert.Equal((200, address), ((await host.TokenAsync($"http://{address}:{port}/v2/auth/token")).Status, address));
        }
    }

    [Fact]
    public async Task Control_beyond_this_machine_needs_the_token_that_was_printed()
    {
        await using var host = await RunningHost.StartAsync("--host", "0.0.0.0", "--json");
        var token = Line(host)["controlToken"]!;

        Assert.Matches("^[0-9a-f]{32}$", token);
        Assert.Equal(401, await ResetAsync(host, null, "redox.example"));
        Assert.Equal(401, await ResetAsync(host, "Bearer wrong", "redox.example"));
        Assert.Equal(401, await ResetAsync(host, $"Basic {token}", "redox.example"));
        Assert.Equal(200, await ResetAsync(host, $"Bearer {token}", "redox.example"));
        Assert.DoesNotContain(token, (await WithTokenAsync(host, "__redox/info", token)) + await WithTokenAsync(host, "__redox", token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_token_of_ones_own_counts_on_this_machine_too()
    {
        await using var host = await RunningHost.StartAsync("--control-token", "mine");

        Assert.Contains("Control token  mine", host.Introduction, StringComparison.Ordinal);
        Assert.Equal(401, await ResetAsync(host, null, "localhost"));
        Assert.Equal(200, await ResetAsync(host, "bearer mine", "localhost"));
    }

    [Theory]
    [InlineData("__redox/health")]
    [InlineData("__redox/ready")]
    public async Task Probe_needs_neither_token_nor_host_name(string path)
    {
        await using var host = await RunningHost.StartAsync("--host", "0.0.0.0");
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "10.1.2.3:8008" } };

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task Machine_without_the_option_is_not_reached_from_outside()
    {
        var port = RunningHost.FreePort();
        await using var host = await RunningHost.StartAsync("--port", $"{port}");

        // Another address of the loopback network stands for every other interface.
        using var outside = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => outside.ConnectAsync(IPAddress.Parse("127.0.0.2"), port));

        await using var open = await RunningHost.StartAsync("--host", "0.0.0.0");
        using var inside = new TcpClient();
        await inside.ConnectAsync(IPAddress.Parse("127.0.0.2"), open.Http.BaseAddress!.Port);
        Assert.True(inside.Connected);
    }

    private static Newtonsoft.Json.Linq.JObject JsonOf(RunningHost host) => Newtonsoft.Json.Linq.JObject.Parse(host.Introduction);

    private static Dictionary<string, string> Line(RunningHost host) => JsonOf(host).Properties().ToDictionary(fact => fact.Name, fact => $"{fact.Value}");

    private static async Task<int> ResetAsync(RunningHost host, string? authorization, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "__redox/reset") { Headers = { Host = name } };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await host.Http.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static async Task<string> WithTokenAsync(RunningHost host, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Authorization", $"Bearer {token}" } } };
        using var response = await host.Http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }
}
