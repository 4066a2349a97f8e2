using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;
using Shared.Clocks;

namespace Redox.Client.Tests.Authentication;

/// <summary>Tokens shared through a real Redis server on loopback.</summary>
public sealed class RedisTests : IAsyncLifetime
{
    private readonly EphemeralDataProtectionProvider _keyRing = new();
    private readonly SkippingClock _clock = new() { Skips = false };
    private readonly RedoxFake _redox;

    public RedisTests() => _redox = TestApp.Fake(_clock);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _redox.DisposeAsync();

    [RedisFact]
    public async Task Two_machines_make_one_token_request()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var first = Machine(redis);
        await using var second = Machine(redis);

        await first.Client.SendAsync(TestApp.Appointment());
        await second.Client.SendAsync(TestApp.Appointment());

        Assert.Single(_redox.Requests.Tokens);
        Assert.Equal(["Bearer CANARY-token-1", "Bearer CANARY-token-1"], _redox.Requests.Messages.Select(message => message.Authorization));
    }

    [RedisFact]
    public async Task A_server_that_goes_away_costs_a_token_request_and_no_call()
    {
        var redis = await RedisServer.StartAsync();
        await using var machine = Machine(redis);
        await machine.Client.SendAsync(TestApp.Appointment());
        await redis.DisposeAsync();

        _clock.Advance(TimeSpan.FromMinutes(5));
        _clock.Skips = true; // The wait for the cache is on the clock of the test.
        await machine.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(2, _redox.Requests.Tokens.Count);
    }

    private TestApp Machine(RedisServer redis) => SharedTokenTests.Machine(
        _redox,
        _clock,
        services => services.AddStackExchangeRedisCache(options => options.Configuration = $"127.0.0.1:{redis.Port},connectTimeout=1000,syncTimeout=1000,abortConnect=false"),
        _keyRing);
}

/// <summary>A server process of this test's own, on a free port of loopback, that keeps nothing on disk.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly Process _process;

    private RedisServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<RedisServer> StartAsync()
    {
        var port = FreePort();
        var process = new Process
        {
            StartInfo = new(RedisFactAttribute.Server!, ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]) { RedirectStandardOutput = true },
        };
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Ready to accept connections", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        process.Start();
        process.BeginOutputReadLine();
        var server = new RedisServer(process, port);
        try
        {
            await ready.Task.WaitAsync(TimeSpan.FromSeconds(30));
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A test that needs a Redis server. It is skipped where there is none, but fails where REDOX_TESTS_REQUIRE names it: there it should have been installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute() => Skip = Server is null && !IsRequired ? "There is no redis-server on the PATH. Install it (for example 'apt-get install redis-server') to run this test." : null;

    private static bool IsRequired => Environment.GetEnvironmentVariable("REDOX_TESTS_REQUIRE")?.Contains("redis-server", StringComparison.Ordinal) == true;

    public static string? Server { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "redis-server"))
        .FirstOrDefault(File.Exists);
}
