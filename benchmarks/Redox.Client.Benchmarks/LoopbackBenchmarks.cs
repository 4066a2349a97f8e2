using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Redox.Client.Benchmarks;

/// <summary>
/// Sending Scheduling.New (5 KB) over loopback to Kestrel, one call after another. Ours with everything on, from the message to the receipt; against posting bytes
/// that are ready and reading the response's bytes with a plain HttpClient. The rows between add what ours has one after the other, and so show what each costs.
/// </summary>
[MemoryDiagnoser]
public class LoopbackBenchmarks
{
    private const string Json = "application/json; charset=utf-8";

    private static readonly byte[] Token = """{"access_token":"token","token_type":"Bearer","expires_in":86400}"""u8.ToArray();

    private readonly Medium.Appointment _plain = ((Payload<Models.SchedulingNew, Medium.Appointment>)Payload.All.ElementAt(1)).Plain;
    private readonly Models.SchedulingNew _message = (Models.SchedulingNew)Payload.All.ElementAt(1).Message;
    private readonly byte[] _ready = RedoxJson.SerializeToUtf8Bytes(Payload.All.ElementAt(1).Message);
    private WebApplication _app = null!;
    private ServiceProvider _services = null!;
    private HttpClient _http = null!;
    private HttpClient _settings = null!;
    private HttpClient _pipeline = null!;
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
        _settings = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All, UseCookies = false }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        _settings.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");
        _settings.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "Redox.Client/0.1.0");
        _settings.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token");
        var services = new ServiceCollection();
        services.AddRedoxClient(options =>
        {
            options.BaseAddress = address;
            options.Credentials = new RedoxCredentials { ClientId = "client", KeyId = "key", PrivateKey = TestKey.Pem };
            options.RateLimit = new RedoxRateLimitOptions { PermitLimit = 1_000_000, Window = TimeSpan.FromSeconds(1) }; // On, and never reached.
        });
        _services = services.BuildServiceProvider();
        _redox = _services.GetRequiredService<IRedoxClient>();
        _pipeline = _services.GetRequiredService<IHttpClientFactory>().CreateClient(RedoxHttpClientNames.Api());
    }

    /// <summary>HttpClient and bytes.</summary>
    [Benchmark(Baseline = true, Description = "HttpClient, ready bytes")]
    public Task<byte[]> Bytes() => PostAsync(_http, HttpCompletionOption.ResponseContentRead);

    /// <summary>With the message written and the response read, by a careful developer's own code, and nothing else.</summary>
    [Benchmark(Description = "HttpClient + STJ source generation, by hand")]
    public async Task<Medium.Acknowledgement?> ByHand()
    {
        using var response = await _http.PostAsJsonAsync("/endpoint", _plain, Medium.AppointmentContext.Default.Appointment);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(Medium.AcknowledgementContext.Default.Acknowledgement);
    }

    /// <summary>Compressed responses allowed, our headers, no time limit.</summary>
    [Benchmark(Description = "the same with our HTTP settings")]
    public Task<byte[]> Settings() => PostAsync(_settings, HttpCompletionOption.ResponseContentRead);

    /// <summary>Resilience, token, transport with its bounded body.</summary>
    [Benchmark(Description = "our HTTP client, ready bytes")]
    public Task<byte[]> Pipeline() => PostAsync(_pipeline, HttpCompletionOption.ResponseHeadersRead);

    /// <summary>Ours, a message that was checked before.</summary>
    [Benchmark(Description = "IRedoxClient.SendAsync")]
    public Task<RedoxReceipt> Redox() => _redox.SendAsync(_message);

    /// <summary>Stops the server.</summary>
    [GlobalCleanup]
    public async Task Stop()
    {
        _http.Dispose();
        _settings.Dispose();
        _pipeline.Dispose();
        await _services.DisposeAsync();
        await _app.DisposeAsync();
    }

    private async Task<byte[]> PostAsync(HttpClient http, HttpCompletionOption completion)
    {
        using var content = new ByteArrayContent(_ready) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/endpoint") { Content = content };
        using var response = await http.SendAsync(request, completion);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task AnswerAsync(HttpContext context, byte[] body)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        context.Response.ContentType = Json;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
