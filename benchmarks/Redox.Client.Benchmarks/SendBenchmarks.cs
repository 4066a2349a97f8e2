using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;

namespace Redox.Client.Benchmarks;

/// <summary>
/// Sending Scheduling.New (5 KB) over a network in memory. Ours with everything on: check of the message, time limit, retries, rate limit, token, size check,
/// tolerant reading of the answer. By hand: what a careful developer writes with HttpClient and System.Text.Json's source generation, and none of that.
/// </summary>
[MemoryDiagnoser]
public class SendBenchmarks
{
    internal static readonly byte[] Acknowledgement = Encoding.UTF8.GetBytes("""
        {"Meta":{"DataModel":"Scheduling","EventType":"New","Source":{"ID":"7ce6f387-c33c-417d-8682-81e83628cbd9"},
        "Logs":[{"ID":"33333333-3333-4333-8333-333333333333","AttemptID":"44444444-4444-4444-8444-444444444444"}],
        "Destinations":[{"ID":"af394f14-b34a-464f-8d24-895f370af4c9","Name":"Redox EMR"}]}}
        """.ReplaceLineEndings(""));

    private readonly Medium.Appointment _plain;
    private readonly Models.SchedulingNew _message;
    private readonly HttpClient _http;
    private readonly IRedoxClient _redox;

    /// <summary>Makes both clients.</summary>
    public SendBenchmarks()
    {
        var payload = (Payload<Models.SchedulingNew, Medium.Appointment>)Payload.All.ElementAt(1);
        (_plain, _message) = (payload.Plain, (Models.SchedulingNew)payload.Message);
        _http = new HttpClient(new Network()) { BaseAddress = new Uri("https://api.redoxengine.com") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token");
        _redox = Client();
    }

    /// <summary>HttpClient and System.Text.Json.</summary>
    [Benchmark(Baseline = true, Description = "HttpClient + STJ source generation, by hand")]
    public async Task<Medium.Acknowledgement?> ByHand()
    {
        using var response = await _http.PostAsJsonAsync("/endpoint", _plain, Medium.AppointmentContext.Default.Appointment);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(Medium.AcknowledgementContext.Default.Acknowledgement);
    }

    /// <summary>Ours, a message that was checked before: by its builder, or by an earlier call.</summary>
    [Benchmark(Description = "IRedoxClient.SendAsync")]
    public Task<RedoxReceipt> Redox() => _redox.SendAsync(_message);

    /// <summary>Ours, a message that is checked here: made with an initializer, or read.</summary>
    [Benchmark(Description = "IRedoxClient.SendAsync, not checked before")]
    public Task<RedoxReceipt> RedoxWithCheck() => _redox.SendAsync(_message with { });

    private static IRedoxClient Client()
    {
        var services = new ServiceCollection();
        services.AddRedoxClient(options =>
        {
            options.Credentials = new RedoxCredentials { ClientId = "client", KeyId = "key", PrivateKey = TestKey.Pem };
            options.RateLimit = new RedoxRateLimitOptions { PermitLimit = 1_000_000, Window = TimeSpan.FromSeconds(1) }; // On, and never reached.
        });
        services.AddHttpClient(RedoxHttpClientNames.Api()).ConfigurePrimaryHttpMessageHandler(() => new Network());
        services.AddHttpClient(RedoxHttpClientNames.Token()).ConfigurePrimaryHttpMessageHandler(() => new Network());
        return services.BuildServiceProvider().GetRequiredService<IRedoxClient>();
    }

    /// <summary>Takes every byte and answers at once.</summary>
    private sealed class Network : HttpMessageHandler
    {
        private static readonly byte[] Token = """{"access_token":"token","token_type":"Bearer","expires_in":86400}"""u8.ToArray();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            var body = request.RequestUri!.AbsolutePath == "/endpoint" ? Acknowledgement : Token;
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" } } },
            };
        }
    }
}
