using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;

namespace Redox.Client.Testing.Tests;

/// <summary>
/// What a client sees of the fake: the same tests run over a socket and in memory. They use a plain
/// <see cref="HttpClient"/>, assertions made by another library and another JSON parser.
/// </summary>
public abstract partial class ExchangeTests : IAsyncLifetime
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
    private RedoxFake _redox = null!;
    private HttpClient _http = null!;

    /// <summary>The number of messages that a concurrency test sends: fewer over a socket.</summary>
    protected abstract int StressedMessages { get; }

    protected abstract Task<RedoxFake> StartAsync(Action<RedoxFakeOptions> configure);

    public async Task InitializeAsync() => await RestartAsync();

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _redox.DisposeAsync();
    }

    private async Task RestartAsync(Action<RedoxFakeOptions>? configure = null)
    {
        if (_redox is not null)
        {
            await DisposeAsync();
        }

        _redox = await StartAsync(options =>
        {
            options.TimeProvider = _clock;

            // Most of these tests provoke refusals and check them themselves.
            options.Strictness = Strictness.Lenient;
            configure?.Invoke(options);
        });
        _http = _redox.CreateHttpClient();
    }

    private HandMadeAssertion ValidAssertion() => new(_redox);

    private Task<Response> RequestTokenAsync(string assertion) => RequestTokenAsync(new Dictionary<string, string>
    {
        ["grant_type"] = "client_credentials",
        ["client_assertion_type"] = AssertionType,
        ["client_assertion"] = assertion,
    });

    private async Task<Response> RequestTokenAsync(Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, "v2/auth/token") { Content = content });
    }

    private Task<string> GetTokenAsync() => GetTokenAsync(_redox);

    private async Task<string> GetTokenAsync(RedoxTenant tenant)
    {
        var response = await RequestTokenAsync(new HandMadeAssertion(tenant).Sign());
        Assert.Equal(200, response.Status);
        return (string)response.Json["access_token"]!;
    }

    private async Task<Response> PostAsync(string message, string? authorization, string path = "endpoint")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(message, Encoding.UTF8, "application/json") };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await SendAsync(request);
    }

    private async Task<Response> PostWithTokenAsync(string message, string path = "endpoint") => await PostAsync(message, "Bearer " + await GetTokenAsync(), path);

    private async Task<Response> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
        return new((int)response.StatusCode, response.Content.Headers.ContentType, await response.Content.ReadAsStringAsync());
    }

    private sealed record Response(int Status, MediaTypeHeaderValue? ContentType, string Body)
    {
        public JObject Json => JObject.Parse(Body);

        public string? Error => (string?)Json.SelectToken("Meta.Errors[0].Text");
    }
}

public sealed class InMemoryExchangeTests : ExchangeTests
{
    protected override int StressedMessages => 16_000;

    protected override Task<RedoxFake> StartAsync(Action<RedoxFakeOptions> configure) => Task.FromResult(RedoxFake.InMemory(configure));
}

public sealed class LoopbackExchangeTests : ExchangeTests
{
    protected override int StressedMessages => 1_600;

    protected override Task<RedoxFake> StartAsync(Action<RedoxFakeOptions> configure) => RedoxFake.StartAsync(configure);
}
