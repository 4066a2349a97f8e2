using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Testing;
using Shared.Clocks;

namespace Redox.Client.Tests.Setup;

/// <summary>An application whose messages are answered with bytes that a test gives, exactly; its tokens come from a fake.</summary>
public sealed class CannedResponses : IAsyncLifetime, IAsyncDisposable
{
    // It stands: were it moved on by each wait, the calls of a long test would outrun the request of a token, which takes as long as the machine is busy.
    private readonly SkippingClock _clock = new() { Stands = true };
    private RedoxFake? _redox;
    private TestApp? _app;
    private byte[] _response = [];
    private TaskCompletionSource? _stalled;

    internal TestApp App => _app!;

    public async Task InitializeAsync()
    {
        _redox = await RedoxFake.StartAsync(options => options.TimeProvider = _clock.Time); // Over HTTP, since over TLS no bytes are canned.
        _app = new TestApp(
            services: services => services.AddHttpClient(RedoxHttpClientNames.Api()).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AutomaticDecompression = DecompressionMethods.All,
                ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(new CannedConnection(_response, _stalled)),
            }),
            redox: _redox,
            clock: _clock);
    }

    /// <summary>What every request is answered with from now on.</summary>
    public void Give(int status, byte[] body, string headers = "Content-Type: application/json\r\n") => _response =
    [
        .. Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Whatever\r\nConnection: close\r\nContent-Length: {body.Length}\r\n{headers}\r\n")),
        .. body,
    ];

    /// <summary>The same with a body that ends before the length that is announced.</summary>
    public void GiveCutOff(int status, byte[] body)
    {
        Give(status, [.. body, .. body]);
        _response = _response[..^body.Length];
    }

    /// <summary>The same with a body that comes to a halt before its end.</summary>
    /// <returns>Ends when the client waits for the rest.</returns>
    public Task GiveStalled(int status, byte[] body)
    {
        GiveCutOff(status, body);
        _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _stalled.Task;
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await _redox!.DisposeAsync();
    }

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());
}
