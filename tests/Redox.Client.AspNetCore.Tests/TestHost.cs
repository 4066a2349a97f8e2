using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Receiving;
using Redox.Client.Testing;

namespace Redox.Client.AspNetCore.Tests;

/// <summary>A real application with its log kept: on Kestrel, on a free port of this machine, or behind the handler of a test server.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    public const string Token = "the-verification-token";

    private readonly WebApplication _app;

    private TestHost(WebApplication app) => _app = app;

    public HttpClient Http { get; private set; } = null!;

    public int Port { get; private set; }

    public IServiceProvider Services => _app.Services;

    public string Log => string.Join('\n', _app.Services.GetFakeLogCollector().GetSnapshot().Select(record => $"{record} {record.Exception}"));

    public static async Task<TestHost> StartAsync(
        Action<RedoxDestinationBuilder>? build = null,
        Action<RedoxDestinationOptions>? configure = null,
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? map = null,
        Action<KestrelServerOptions>? kestrel = null,
        bool inMemory = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0);
            kestrel?.Invoke(options);
        });
        if (inMemory)
        {
            builder.WebHost.UseTestServer();
        }

        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddFakeLogging();
        var destination = builder.Services.AddRedoxDestination(options =>
        {
            options.VerificationTokens.Add(Token);
            configure?.Invoke(options);
        });
        build?.Invoke(destination);
        services?.Invoke(builder.Services);

        var app = builder.Build();
        if (map is null)
        {
            app.MapRedoxDestination("/redox");
        }
        else
        {
            map(app);
        }

        await app.StartAsync();
        if (inMemory)
        {
            return new TestHost(app) { Http = app.GetTestClient() };
        }

        var address = new Uri(app.Urls.Single());
        return new TestHost(app) { Port = address.Port, Http = new HttpClient { BaseAddress = address } };
    }

    /// <summary>The application as a destination of a fake.</summary>
    public PushDestination Connect(RedoxTenant redox) => Port == 0
        ? redox.Push.To(_app.GetTestServer().CreateHandler(), "/redox", Token)
        : redox.Push.To(new Uri(Http.BaseAddress!, "/redox"), Token);

    public static HttpRequestMessage Post(byte[] body, string? token = Token, string path = "/redox", string contentType = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("verification-token", token);
        }

        return request;
    }

    public Task<HttpResponseMessage> PostAsync(string body, string? token = Token, string path = "/redox") => Http.SendAsync(Post(Encoding.UTF8.GetBytes(body), token, path));

    /// <summary>A connection on which a test writes what no HTTP client would.</summary>
    public async Task<RawConnection> ConnectAsync()
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, Port);
        return new RawConnection(client);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
