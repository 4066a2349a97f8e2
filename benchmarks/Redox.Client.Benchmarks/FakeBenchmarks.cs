using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Testing;

namespace Redox.Client.Benchmarks;

/// <summary>What the fake exchange costs a test: its start, a message (Scheduling.New, 5 KB, or a query, 1 KB; ready bytes from a plain HttpClient), and a whole test.</summary>
[MemoryDiagnoser]
public class FakeBenchmarks
{
    private readonly byte[] _bytes;
    private readonly byte[] _query = Payload.All.First().Json;
    private readonly Models.SchedulingNew _message;
    private readonly HttpClient _inMemory;
    private readonly HttpClient _loopback;

    /// <summary>Starts one fake of each kind and gets a token from it.</summary>
    public FakeBenchmarks()
    {
        var payload = (Payload<Models.SchedulingNew, Medium.Appointment>)Payload.All.ElementAt(1);
        (_bytes, _message) = (payload.Json, (Models.SchedulingNew)payload.Message);
        _inMemory = Authorized(RedoxFake.InMemory(Unlimited));
        _loopback = Authorized(RedoxFake.StartAsync(Unlimited).GetAwaiter().GetResult());
    }

    /// <summary>Start and end, in memory.</summary>
    [Benchmark(Description = "start, in memory")]
    public async Task StartInMemory()
    {
        await using var redox = RedoxFake.InMemory();
    }

    /// <summary>Start and end of a server; not the first of the process.</summary>
    [Benchmark(Description = "start, WireMock.Net, warm")]
    public async Task StartServer()
    {
        await using var redox = await RedoxFake.StartAsync();
    }

    /// <summary>A message in memory.</summary>
    [Benchmark(Description = "a message, in memory")]
    public Task MessageInMemory() => SendAsync(_inMemory);

    /// <summary>A hundred at once: per message.</summary>
    [Benchmark(Description = "a message, in memory, 100 at once", OperationsPerInvoke = 100)]
    public Task MessagesInMemory() => Task.WhenAll(Enumerable.Range(0, 100).Select(_ => SendAsync(_inMemory)));

    /// <summary>A hundred queries at once: per query.</summary>
    [Benchmark(Description = "a query, in memory, 100 at once", OperationsPerInvoke = 100)]
    public Task QueriesInMemory() => Task.WhenAll(Enumerable.Range(0, 100).Select(_ => SendAsync(_inMemory, _query)));

    /// <summary>A message over a socket.</summary>
    [Benchmark(Description = "a message, WireMock.Net")]
    public Task MessageToServer() => SendAsync(_loopback);

    /// <summary>What a consumer's test does: a fake, an application with a client, a message, a look into the journal.</summary>
    [Benchmark(Description = "a consumer's test, in memory")]
    public async Task<int> WholeTest()
    {
        await using var redox = RedoxFake.InMemory();
        var services = new ServiceCollection();
        services.AddRedoxClient(options => options.ValidateBeforeSending = false);
        services.UseRedoxFake(redox);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IRedoxClient>().SendAsync(_message);
        return redox.Requests.ReceivedOf("Scheduling", "New").Count;
    }

    private static void Unlimited(RedoxFakeOptions options)
    {
        options.RateLimit.Enabled = false;
        options.TokenLifetime = TimeSpan.FromDays(1);
    }

    private static HttpClient Authorized(RedoxFake redox)
    {
        var http = redox.CreateHttpClient();
        using var reply = http.PostAsJsonAsync("auth/authenticate", new { apiKey = redox.Auth.LegacyApiKey, secret = redox.Auth.LegacySecret }).GetAwaiter().GetResult();
        var token = reply.Content.ReadFromJsonAsync<JsonObject>().GetAwaiter().GetResult()!["accessToken"]!.GetValue<string>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private Task SendAsync(HttpClient http) => SendAsync(http, _bytes);

    private static async Task SendAsync(HttpClient http, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var reply = await http.PostAsync(new Uri("endpoint", UriKind.Relative), content);
        reply.EnsureSuccessStatusCode();
    }
}
