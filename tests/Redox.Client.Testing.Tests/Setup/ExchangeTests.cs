using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;

namespace Redox.Client.Testing.Tests.Setup;

/// <summary>
/// What a client sees of the fake. The tests of a room stand in a class that derives from this one and has two of its own, one for each transport, which
/// run side by side. They use a plain <see cref="HttpClient"/>, assertions made by another library and another JSON parser.
/// </summary>
public abstract partial class ExchangeTests(Transport transport) : IAsyncLifetime
{
    protected const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    protected RedoxFake Redox { get; private set; } = null!;

    protected HttpClient Http { get; private set; } = null!;

    /// <summary>The number of messages that a concurrency test sends: fewer over a socket.</summary>
    protected int StressedMessages { get; } = transport == Transport.InMemory ? 16_000 : 1_600;

    protected Task<RedoxFake> StartAsync(Action<RedoxFakeOptions> configure) =>
        transport == Transport.InMemory ? Task.FromResult(RedoxFake.InMemory(configure)) : RedoxFake.StartAsync(configure);

    public async Task InitializeAsync() => await RestartAsync();

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Redox.DisposeAsync();
    }

    protected async Task RestartAsync(Action<RedoxFakeOptions>? configure = null)
    {
        if (Redox is not null)
        {
            await DisposeAsync();
        }

        Redox = await StartAsync(options =>
        {
            options.TimeProvider = Clock;

            // Most of these tests provoke refusals and check them themselves.
            options.Strictness = Strictness.Lenient;
            configure?.Invoke(options);
        });
        Http = Redox.CreateHttpClient();
    }

    private protected HandMadeAssertion ValidAssertion() => new(Redox);

    protected Task<Response> RequestTokenAsync(string assertion) => RequestTokenAsync(new Dictionary<string, string>
    {
        ["grant_type"] = "client_credentials",
        ["client_assertion_type"] = AssertionType,
        ["client_assertion"] = assertion,
    });

    protected async Task<Response> RequestTokenAsync(Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, "v2/auth/token") { Content = content });
    }

    protected Task<string> GetTokenAsync() => GetTokenAsync(Redox);

    protected async Task<string> GetTokenAsync(RedoxTenant tenant)
    {
        var response = await RequestTokenAsync(new HandMadeAssertion(tenant).Sign());
        Assert.Equal(200, response.Status);
        return (string)response.Json["access_token"]!;
    }

    protected async Task<Response> PostAsync(string message, string? authorization, string path = "endpoint")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(message, Encoding.UTF8, "application/json") };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await SendAsync(request);
    }

    protected async Task<Response> PostWithTokenAsync(string message, string path = "endpoint") => await PostAsync(message, "Bearer " + await GetTokenAsync(), path);

    protected async Task<Response> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        return new((int)response.StatusCode, response.Content.Headers.ContentType, await response.Content.ReadAsStringAsync());
    }

    protected sealed record Response(int Status, MediaTypeHeaderValue? ContentType, string Body)
    {
        public JObject Json => JObject.Parse(Body);

        public string? Error => (string?)Json.SelectToken("Meta.Errors[0].Text");
    }
}
