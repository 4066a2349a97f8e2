using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Testing;
using Redox.Client.Tests.Calls;
using Redox.Client.Tests.Setup;
using Shared.Clocks;

namespace Redox.Client.Tests.Sending;

/// <summary>
/// The same over real sockets, where .NET itself decides how failures look: the truth that the fake's own faults are measured by. So messages go to a
/// bare socket that reads and closes, and counts what it is sent; only the token comes from the fake.
/// </summary>
public sealed class SocketTests : IAsyncLifetime
{
    private readonly SkippingClock _clock = new();
    private RedoxFake _redox = null!;

    public async Task InitializeAsync() => _redox = await RedoxFake.StartAsync(options => options.TimeProvider = _clock.Time);

    public async Task DisposeAsync() => await _redox.DisposeAsync();

    [Theory]
    [InlineData(RetryTests.Call.Send, 1)]
    [InlineData(RetryTests.Call.WriteBack, 1)]
    [InlineData(RetryTests.Call.SendWithConsent, 4)]
    [InlineData(RetryTests.Call.Query, 4)]
    public async Task Message_read_by_the_other_side_is_resent_only_with_consent(RetryTests.Call call, int attempts)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var app = Over(listener);
        var connections = ReadAndCloseAsync(listener);

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => RetryTests.MakeAsync(app, call));
        listener.Stop();

        Assert.Equal(attempts, await connections.WaitAsync(TestApp.Patience));
        Assert.Equal(Delivery.Unknown, exception.Delivery);
        Assert.Null(exception.InnerException);
        Assert.EndsWith(
            call == RetryTests.Call.Query ? "(ResponseEnded). It is safe to ask again." : "(ResponseEnded). The message may have arrived: check Redox's logs before you send it again.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_call_without_a_connection_is_retried_and_ends_as_not_sent()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var app = Over(listener);
        listener.Stop();

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal(Delivery.NotSent, exception.Delivery);
        Assert.Equal(3, app.Clock.Waits.Count);
        Assert.Contains("(ConnectionRefused). Check BaseAddress", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("The message was not sent; try again later.", exception.Message, StringComparison.Ordinal);
        Assert.IsType<HttpRequestException>(exception.InnerException);
    }

    [Fact]
    public async Task Message_that_times_out_before_connecting_was_not_sent()
    {
        var connecting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = Over(async cancellationToken =>
        {
            connecting.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException();
        });

        var call = app.Client.SendAsync(TestApp.Appointment());
        await connecting.Task.WaitAsync(TestApp.Patience);
        _clock.Advance(TimeSpan.FromSeconds(120));
        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => call.WaitAsync(TestApp.Patience));

        Assert.Equal("Scheduling.New: no response within 120 seconds, in 1 attempt(s). The message was not sent; try again later.", exception.Message);
        Assert.Equal(Delivery.NotSent, exception.Delivery);
    }

    [Fact]
    public async Task HttpClient_timeout_is_not_a_connect_timeout()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var other = new HttpClient { Timeout = TimeSpan.FromMilliseconds(50) }; // Nobody answers.
        await using var app = new TestApp(
            services: services => services.AddHttpClient(RedoxHttpClientNames.Api()).AddHttpMessageHandler(() => new HandOn(other, listener)),
            redox: _redox,
            clock: _clock);

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => app.Client.WriteBackAsync(TestApp.Appointment()));

        Assert.Equal(Delivery.Unknown, exception.Delivery);
        Assert.Empty(_clock.Waits);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Response_that_cannot_be_decompressed_is_broken(string encoding)
    {
        await using var app = new TestApp(redox: _redox, clock: _clock);
        _redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(200, "CANARY, as it is", headers: [new("Content-Encoding", encoding)]));

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => app.Client.SendAsync(TestApp.Appointment()));
        await Assert.ThrowsAsync<RedoxUnavailableException>(() => app.Client.QueryAsync(TestApp.Search()));

        Assert.Equal(5, app.Messages.Count);
        Assert.Equal((Delivery.Unknown, null), (exception.Delivery, exception.InnerException));
        Assert.Contains("broke before the whole response had arrived (InvalidResponse)", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// .NET quotes the address of a proxy as it was given, for example in <c>HTTPS_PROXY</c>. It does so in its own trace too, which is not ours to change:
    /// hence no canary here.
    /// </summary>
    [Fact]
    public async Task The_password_of_a_proxy_that_refuses_is_nowhere_in_the_exception()
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var refusing = RefuseAsync(proxy);
        var address = new Uri($"http://user:open-sesame@{proxy.LocalEndpoint}");
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_clock);
        services.AddRedoxClient(options =>
        {
            options.BaseAddress = new Uri("https://redox.example.com");
            options.Credentials = new() { ClientId = "the-client", KeyId = "the-key", PrivateKey = TestKeys.Rsa };
            options.Destinations["General Hospital"] = TestApp.HospitalId;
        });
        services.AddHttpClient(RedoxHttpClientNames.Token()).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { Proxy = new WebProxy(address) });
        await using var provider = services.BuildServiceProvider();

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => provider.GetRequiredService<IRedoxClient>().SendAsync(TestApp.Appointment()));
        proxy.Stop();
        await refusing.WaitAsync(TestApp.Patience);

        Assert.Equal(
            "Scheduling.New: No connection to redox.example.com:443 (ProxyTunnelError). A proxy requires credentials (HTTP 407). Check the proxy's settings. The message was not sent.",
            exception.Message);
        Assert.False(exception.IsTransient);
        Assert.DoesNotContain("open-sesame", exception.ToString(), StringComparison.Ordinal);
    }

    private TestApp Over(TcpListener listener)
    {
        var place = (IPEndPoint)listener.LocalEndpoint;
        return Over(async cancellationToken =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(place, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        });
    }

    private TestApp Over(Func<CancellationToken, ValueTask<Stream>> connect) => new(
        services: services => services.AddHttpClient(RedoxHttpClientNames.Api()).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellationToken) => connect(cancellationToken),
        }),
        redox: _redox,
        clock: _clock);

    private static async Task RefuseAsync(TcpListener proxy)
    {
        try
        {
            while (true)
            {
                using var client = await proxy.AcceptTcpClientAsync();
                _ = await client.GetStream().ReadAsync(new byte[4096]);
                await client.GetStream().WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }
    }

    private static async Task<int> ReadAndCloseAsync(TcpListener listener)
    {
        var connections = 0;
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                connections++;
                using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
                var received = "";
                var buffer = new char[4096];
                while (!received.EndsWith('}'))
                {
                    received += new string(buffer, 0, await reader.ReadAsync(buffer));
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return connections;
        }
    }

    private sealed class HandOn(HttpClient other, TcpListener to) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var copy = new HttpRequestMessage(HttpMethod.Post, $"http://{to.LocalEndpoint}") { Content = new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync(cancellationToken)) };
            return await other.SendAsync(copy, cancellationToken);
        }
    }
}
