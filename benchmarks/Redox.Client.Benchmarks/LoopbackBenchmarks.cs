using System.Net;
using System.Net.Http.Headers;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Redox.Client.Benchmarks;

/// <summary>
/// Sending Scheduling.New (5 KB) over loopback to Kestrel, one call after another. Ours with everything on, from the message to the receipt; against posting bytes
/// that are ready and reading the answer's bytes with a plain HttpClient.
/// </summary>
[MemoryDiagnoser]
public class LoopbackBenchmarks
{
    private const string Json = "application/json; charset=utf-8";

    private static readonly byte[] Token = """{"access_token":"token","token_type":"Bearer","expires_in":86400}"""u8.ToArray();

    private readonly Models.SchedulingNew _message = (Models.SchedulingNew)Payload.All.ElementAt(1).Message;
    private readonly byte[] _ready = RedoxJson.SerializeToUtf8Bytes(Payload.All.ElementAt(1).Message);
    private WebApplication _app = null!;
    private ServiceProvider _services = null!;
    private HttpClient _http = null!;
    private IRedoxClient _redox = null!;

    /// <summary>Starts the server and makes both clients.</summary>
    [GlobalSetup]
    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/v2/auth/token", context => AnswerAsync(context, Token));
        _app.MapPost("/endpoint", context => AnswerAsync(context, SendBenchmarks.Acknowledgement));
        await _app.StartAsync();

        var address = new Uri(_app.Urls.Single());
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token");
        var services = new ServiceCollection();
        services.AddRedoxClient(options =>
        {
            options.BaseAddress = address;
            options.Credentials = new RedoxCredentials { ClientId = "client", KeyId = "key", PrivateKey = TestKey.Pem };
            options.RateLimit = new RedoxRateLimitOptions { PermitLimit = 1_000_000, Window = TimeSpan.FromSeconds(1) }; // On, and never reached.
        });
        _services = services.BuildServiceProvider();
        _redox = _services.GetRequiredService<IRedoxClient>();
    }

    /// <summary>HttpClient and bytes.</summary>
    [Benchmark(Baseline = true, Description = "HttpClient, ready bytes")]
    public async Task<byte[]> Bytes()
    {
        using var content = new ByteArrayContent(_ready) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await _http.PostAsync("/endpoint", content);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Ours, a message that was checked before.</summary>
    [Benchmark(Description = "IRedoxClient.SendAsync")]
    public Task<RedoxReceipt> Redox() => _redox.SendAsync(_message);

    /// <summary>Stops the server.</summary>
    [GlobalCleanup]
    public async Task Stop()
    {
        _http.Dispose();
        await _services.DisposeAsync();
        await _app.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context, byte[] body)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        context.Response.ContentType = Json;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
