using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Engine.Exchange;
using WireMock.Server;
using WireMock.Settings;

namespace Redox.Client.Testing.Hosting;

/// <summary>The engine behind a WireMock.Net server on a free port of the loopback interface.</summary>
/// <remarks>
/// WireMock is there for applications: they map other services that they call on the same server. The engine answers the paths of the exchange before WireMock sees a
/// request, because a mapping in its place would leave tokens, state and journal untouched: a mapping for any path would silently turn the fake into a stub. What the
/// exchange should say otherwise is a fault. Of all other paths the mappings come first; what none of them matches is refused by the exchange.
/// </remarks>
internal sealed class WireMockTransport : IFakeTransport
{
    // Stopping blocks a pool thread while it waits for others, so servers that stop at the same time starve the thread pool of the whole process.
    private static readonly SemaphoreSlim OneStopAtATime = new(1, 1);

    private readonly CancellationTokenSource _stopping = new();
    private volatile ExchangeEngine? _engine;
    private int _disposed;

    private WireMockTransport(RedoxFakeOptions options)
    {
        Server = WireMockServer.Start(new WireMockServerSettings
        {
            Urls = [AddressOf(options.Host, options.Port)],
            PreWireMockMiddlewareInit = app => Build((IApplicationBuilder)app, options.Pipeline),
            AdditionalServiceRegistration = IgnoreEnvironment,
            MaxRequestLogCount = options.JournalCapacity,
        });

        // WireMock's own Url says localhost when a port was requested. A client cannot use the address that means all of them.
        var isAny = options.Host.Equals(IPAddress.Any) || options.Host.Equals(IPAddress.IPv6Any);
        BaseAddress = new Uri(AddressOf(isAny ? IPAddress.Loopback : options.Host, Server.Port) + "/");
    }

    public Uri BaseAddress { get; }

    /// <summary>Takes the mappings of the application's own.</summary>
    public WireMockServer Server { get; }

    /// <summary>Starts the server. The first start in a process takes about 0.3 s, later ones a few milliseconds.</summary>
    public static Task<WireMockTransport> StartAsync(RedoxFakeOptions options, CancellationToken cancellationToken) =>
        // WireMock starts synchronously and sleeps until it listens, so not on the caller's thread.
        Task.Run(() => new WireMockTransport(options), cancellationToken);

    /// <summary>Starts serving. The engine is set after the start, because it needs to know the port.</summary>
    public void Serve(ExchangeEngine engine) => _engine = engine;

    // A proxy from the environment would also intercept requests to the loopback address.
    public HttpMessageHandler CreateHandler() => new SocketsHttpHandler { UseProxy = false };

    public HttpMessageHandler Adapt(HttpMessageHandler configured)
    {
        switch (configured)
        {
            case InMemoryTransport.Handler:
                // One client of an application that otherwise uses an in-memory fake.
                configured.Dispose();
                return CreateHandler();
            case SocketsHttpHandler sockets:
                sockets.UseProxy = false;
                break;
            case HttpClientHandler handler:
                handler.UseProxy = false;
                break;
        }

        return configured;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        // Responses that are held back would delay the stop.
        await _stopping.CancelAsync().ConfigureAwait(false);
        await OneStopAtATime.WaitAsync().ConfigureAwait(false);
        try
        {
            await Task.Run(Stop).ConfigureAwait(false);
        }
        finally
        {
            OneStopAtATime.Release();
        }
    }

    private void Build(IApplicationBuilder app, Action<IApplicationBuilder>? pipeline)
    {
        pipeline?.Invoke(app);
        app.Use(next => context => ServeAsync(context, next));
    }

    // WireMock binds Kestrel's limits to the machine's environment (Kestrel__Limits__…), but no test may depend on that.
    private static void IgnoreEnvironment(IServiceCollection services) => services.PostConfigure<KestrelServerOptions>(options =>
    {
        var defaults = new KestrelServerLimits { MaxRequestBodySize = null };
        options.AddServerHeader = false;
        foreach (var limit in typeof(KestrelServerLimits).GetProperties().Where(property => property.CanWrite))
        {
            limit.SetValue(options.Limits, limit.GetValue(defaults));
        }
    });

    // Dispose alone does not wait for the server to stop.
    private void Stop()
    {
        Server.Stop();
        Server.Dispose();
    }

    private async Task ServeAsync(HttpContext context, RequestDelegate wireMock)
    {
        if (_engine is not { } engine)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            if (Server.Mappings.Count > 0 && !EndpointTable.HasPath(PathOf(context)) && await IsMappedAsync(context, wireMock).ConfigureAwait(false))
            {
                return;
            }

            var request = await ReadAsync(context, engine.MaxMessageSize, ends.Token).ConfigureAwait(false);
            var reply = await engine.HandleAsync(request, ends.Token).ConfigureAwait(false);
            await WriteAsync(reply, context, ends.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client has gone, or the fake is stopping: a response is no longer possible.
            context.Abort();
        }
    }

    // A mapping may hold its response back. WireMock cannot be told that the fake ends, so it is left behind.
    private async Task<bool> IsMappedAsync(HttpContext context, RequestDelegate wireMock)
    {
        var answered = MappedBody.IsAnsweredAsync(context, wireMock);
        _ = answered.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return await answered.WaitAsync(_stopping.Token).ConfigureAwait(false);
    }

    // With the port, even if it is the usual one: WireMock reads no other form.
    private static string AddressOf(IPAddress host, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"http://{(host.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{host}]" : $"{host}")}:{port}");

    private static string PathOf(HttpContext context) => context.Request.Path.ToUriComponent();

    private static async Task<FakeRequest> ReadAsync(HttpContext context, int limit, CancellationToken cancellationToken)
    {
        var body = new LimitedBody(limit, context.Request.ContentLength);
        if (!body.IsAnnouncedTooLarge)
        {
            await context.Request.Body.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        }

        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new(context.Request.Method, PathOf(context), headers, body);
    }

    private static async Task WriteAsync(FakeResponse reply, HttpContext context, CancellationToken cancellationToken)
    {
        switch (reply.Ending)
        {
            case ResponseEnding.Reset:
                context.Abort();
                return;
            case ResponseEnding.Dropped:
                // Kestrel's own Abort resets the connection. This way the client sees an orderly end, and Kestrel can no longer write to it.
                SocketOf(context).Shutdown(SocketShutdown.Send);
                return;
            case ResponseEnding.NotHttp:
                await SocketOf(context).SendAsync(reply.Body, cancellationToken).ConfigureAwait(false);
                SocketOf(context).Shutdown(SocketShutdown.Send);
                return;
        }

        var response = context.Response;
        response.StatusCode = reply.Status;
        response.ContentLength = reply.ContentLength;
        if (reply.ContentType.Length > 0)
        {
            response.ContentType = reply.ContentType;
        }

        foreach (var (name, value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        if (reply.IsLast)
        {
            response.Headers.Connection = "close";
        }

        await response.Body.WriteAsync(reply.Body, cancellationToken).ConfigureAwait(false);
        if (reply.Ending == ResponseEnding.Stalled)
        {
            await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, reply.Stalling);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ends.Token).ConfigureAwait(false);
        }

        // A truncated body ends here: Kestrel closes the connection when the body is shorter than its Content-Length.
    }

    private static Socket SocketOf(HttpContext context) => context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
}
