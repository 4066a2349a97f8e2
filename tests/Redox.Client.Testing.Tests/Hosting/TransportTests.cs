using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Redox.Client.Testing.Tests.Hosting;

public sealed class TransportTests
{
    [Fact]
    public async Task The_server_listens_only_on_the_loopback_address()
    {
        await using var redox = await RedoxFake.StartAsync();

        Assert.Equal("127.0.0.1", redox.BaseAddress.Host);
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == redox.BaseAddress.Port);
        Assert.Equal(IPAddress.Loopback, Assert.Single(listeners).Address);
    }

    [Fact]
    public async Task Two_servers_run_side_by_side()
    {
        await using var first = await RedoxFake.StartAsync();
        await using var second = await RedoxFake.StartAsync();
        using var http = first.CreateHttpClient();
        first.Requests.Allow(RequestProblemKind.RouteUnknown);

        await http.GetAsync("nothing");

        Assert.NotEqual(first.BaseAddress, second.BaseAddress);
        Assert.Single(first.Requests);
        Assert.Empty(second.Requests);
    }

    [Fact]
    public async Task Many_servers_can_be_stopped_at_once()
    {
        var fakes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RedoxFake.StartAsync()));

        await Task.WhenAll(fakes.Select(fake => fake.DisposeAsync().AsTask()));

        var ports = fakes.Select(fake => fake.BaseAddress.Port).ToHashSet();
        Assert.DoesNotContain(IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners(), listener => ports.Contains(listener.Port));
    }

    [Fact]
    public async Task A_start_can_be_cancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RedoxFake.StartAsync(cancellationToken: new CancellationToken(canceled: true)));

    public static TheoryData<string, HttpRequestError, Type> Connecting => new()
    {
        { nameof(Fault.ConnectionRefused), HttpRequestError.ConnectionError, typeof(SocketException) },
        { nameof(Fault.HostNotFound), HttpRequestError.NameResolutionError, typeof(SocketException) },
        { nameof(Fault.TlsFailed), HttpRequestError.SecureConnectionError, typeof(AuthenticationException) },
    };

    /// <summary>The expectation is what .NET itself throws.</summary>
    [Theory]
    [MemberData(nameof(Connecting))]
    public async Task The_in_memory_fake_simulates_failed_connections(string name, HttpRequestError error, Type inner)
    {
        var fault = (Fault)typeof(Fault).GetProperty(name)!.GetValue(null)!;
        await using var redox = RedoxFake.InMemory();
        redox.Faults.Next(fault);
        using var http = redox.CreateHttpClient();
        using var broken = new SocketsHttpHandler { ConnectCallback = (_, _) => ConnectAsync(name) };
        using var real = new HttpClient(broken);

        var played = await Assert.ThrowsAsync<HttpRequestException>(() => http.PostAsync(new Uri("endpoint", UriKind.Relative), null));
        var expected = await Assert.ThrowsAsync<HttpRequestException>(() => real.PostAsync(new Uri("https://redox-fake.invalid/endpoint"), null));

        Assert.Equal((error, inner), (played.HttpRequestError, played.InnerException!.GetType()));
        Assert.Equal((error, inner), (expected.HttpRequestError, expected.InnerException!.GetType()));
        Assert.Equal((false, null), (redox.Requests.First().Accepted, redox.Requests.First().Status));
    }

    [Fact]
    public async Task A_connect_timeout_is_a_cancellation_around_a_timeout()
    {
        await using var redox = RedoxFake.InMemory();
        redox.Faults.Next(Fault.ConnectTimeout);
        using var http = redox.CreateHttpClient();
        using var slow = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(1),
            ConnectCallback = static async (_, cancellation) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
                return Stream.Null;
            },
        };
        using var real = new HttpClient(slow);

        var played = await Assert.ThrowsAsync<TaskCanceledException>(() => http.PostAsync(new Uri("endpoint", UriKind.Relative), null));
        var expected = await Assert.ThrowsAsync<TaskCanceledException>(() => real.PostAsync(new Uri("https://redox-fake.invalid/endpoint"), null));

        Assert.IsType<TimeoutException>(played.InnerException);
        Assert.IsType<TimeoutException>(expected.InnerException);
    }

    [Fact]
    public async Task A_failed_connection_cannot_be_scripted_over_a_socket()
    {
        await using var redox = await RedoxFake.StartAsync();

        Assert.Throws<ArgumentException>(() => redox.Faults.Next(Fault.ConnectionRefused));
        Assert.Throws<ArgumentException>(() => redox.Faults.Next(Fault.Held(Task.CompletedTask, Fault.TlsFailed)));

        Assert.Empty(redox.Faults.Unused);
    }

    private static ValueTask<Stream> ConnectAsync(string name) => name switch
    {
        nameof(Fault.ConnectionRefused) => throw new SocketException((int)SocketError.ConnectionRefused),
        nameof(Fault.HostNotFound) => throw new SocketException((int)SocketError.HostNotFound),
        _ => new(new PlainServer(new MemoryStream("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()))),
    };

    /// <summary>A server that does not speak TLS: it answers anything in plain text.</summary>
    private sealed class PlainServer(Stream response) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => response.ReadAsync(buffer, cancellationToken);
    }

    [Fact]
    public async Task The_in_memory_fake_answers_for_no_other_host()
    {
        await using var redox = RedoxFake.InMemory();
        using var http = redox.CreateHttpClient();

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("https://api.redoxengine.com/endpoint")));

        Assert.Equal(HttpRequestError.NameResolutionError, exception.HttpRequestError);
        Assert.Contains("api.redoxengine.com", exception.Message, StringComparison.Ordinal);
        Assert.Empty(redox.Requests);
    }

    [Fact]
    public async Task The_in_memory_fake_observes_cancellation()
    {
        await using var redox = RedoxFake.InMemory();
        using var http = redox.CreateHttpClient();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => http.GetAsync("endpoint", cancelled.Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-300)]
    public void A_token_lifetime_out_of_range_is_refused(int seconds)
    {
        var exception = Assert.Throws<ArgumentException>(() => RedoxFake.InMemory(options => options.TokenLifetime = TimeSpan.FromSeconds(seconds)));

        Assert.Contains("TokenLifetime", exception.Message, StringComparison.Ordinal);
    }
}
