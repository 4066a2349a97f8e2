using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>Tokens shared through a real Redis server on loopback. Skipped where none is installed.</summary>
public sealed class RedisTests : IAsyncLifetime
{
    private readonly int _port = FreePort();
    private Process? _server;

    [RedisFact]
    public async Task Two_machines_make_one_token_request()
    {
        var keyRing = new EphemeralDataProtectionProvider();
        await using var first = Machine(keyRing);
        await using var second = Machine(keyRing);

        await first.Client.SendAsync(TestApp.Appointment());
        await second.Client.SendAsync(TestApp.Appointment());

        Assert.Single(first.Exchange.TokenRequests);
        Assert.Empty(second.Exchange.TokenRequests);
    }

    [RedisFact]
    public async Task A_server_that_goes_away_costs_a_token_request_and_no_call()
    {
        await using var machine = Machine(new EphemeralDataProtectionProvider());
        await machine.Client.SendAsync(TestApp.Appointment());
        _server!.Kill();
        await _server.WaitForExitAsync();

        machine.Clock.Advance(TimeSpan.FromMinutes(5));
        var sending = machine.Client.SendAsync(TestApp.Appointment());
        while (!sending.IsCompleted)
        {
            machine.Clock.Advance(TimeSpan.FromMilliseconds(1)); // The wait for the cache is on the clock of the test.
            await Task.Yield();
        }

        await sending;
        Assert.Equal(2, machine.Exchange.TokenRequests.Count);
    }

    public async Task InitializeAsync()
    {
        if (RedisFactAttribute.Server is not { } server)
        {
            return;
        }

        _server = new Process
        {
            StartInfo = new ProcessStartInfo(server, ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]) { RedirectStandardOutput = true },
        };
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Ready to accept connections", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        _server.Start();
        _server.BeginOutputReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            _server.Kill();
            await _server.WaitForExitAsync();
            _server.Dispose();
        }
    }

    private TestApp Machine(IDataProtectionProvider keyRing) => SharedTokenTests.Machine(
        services => services.AddStackExchangeRedisCache(options => options.Configuration = $"127.0.0.1:{_port},connectTimeout=1000,syncTimeout=1000,abortConnect=false"), keyRing);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A test that needs a Redis server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute() => Skip = Server is null ? "There is no redis-server on the PATH. Install it (for example 'apt-get install redis-server') to run this test." : null;

    public static string? Server { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "redis-server"))
        .FirstOrDefault(File.Exists);
}
