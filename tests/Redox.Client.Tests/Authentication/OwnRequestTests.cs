using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;
using Shared.Clocks;

namespace Redox.Client.Tests.Authentication;

/// <summary>Requests of the application's own that carry the client's access token.</summary>
public sealed class OwnRequestTests
{
    private static readonly Uri Relative = new("platform/v1/logs", UriKind.Relative);

    [Fact]
    public async Task Requests_and_calls_share_one_token()
    {
        var sent = new Sent();
        await using var app = App(sent);
        await app.Client.SendAsync(TestApp.Appointment());

        await Own(app).GetAsync(Relative);

        Assert.Equal(["Bearer CANARY-token-1"], sent.Tokens);
        Assert.Single(app.TokenRequests);
        Assert.Equal(new Uri(app.Redox.BaseAddress, "/platform/v1/logs"), Assert.Single(sent.Addresses));
    }

    [Fact]
    public async Task Requests_for_another_scope_have_a_token_of_their_own()
    {
        var sent = new Sent();
        await using var app = App(sent, scope: "fhir:staging");
        await app.Client.SendAsync(TestApp.Appointment());

        await Own(app).GetAsync(Relative);
        await Own(app).GetAsync(Relative);
        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["Bearer CANARY-token-2", "Bearer CANARY-token-2"], sent.Tokens);
        Assert.Equal("Bearer CANARY-token-1", app.Messages[^1].Authorization);
        Assert.Equal([false, true], app.TokenRequests.Select(request => Encoding.UTF8.GetString(request.Body.Span).Contains("scope=fhir%3Astaging", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("nothing", 2)]
    [InlineData("text", 2)]
    [InlineData("bytes", 2)]
    [InlineData("stream", 1)]
    public async Task A_refused_token_is_renewed_and_what_can_be_sent_again_is(string body, int requests)
    {
        var sent = new Sent { Statuses = new([HttpStatusCode.Unauthorized]) };
        await using var app = App(sent);

        using var first = await Own(app).PostAsync(Relative, Content(body));
        using var second = await Own(app).PostAsync(Relative, Content(body));

        Assert.Equal(requests == 2 ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(requests + 1, sent.Tokens.Count);
        Assert.Equal("Bearer CANARY-token-2", sent.Tokens[^1]);
        Assert.All(sent.Bodies, text => Assert.Equal(body == "nothing" ? "" : "the body", text));
    }

    [Theory]
    [InlineData("platform/v1/logs")]
    [InlineData("https://other.example/platform/v1/logs")]
    public async Task Synchronous_request_is_refused_and_nothing_is_sent(string address)
    {
        var sent = new Sent();
        await using var app = App(sent);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);

        var exception = Assert.Throws<NotSupportedException>(() => Own(app).Send(request));

        Assert.Contains("Use SendAsync", exception.Message, StringComparison.Ordinal);
        Assert.Empty(sent.Addresses);
    }

    [Fact]
    public void Own_HTTP_clients_of_the_library_take_no_second_token()
    {
        var services = new ServiceCollection();

        foreach (var name in new[] { RedoxHttpClientNames.Token(), RedoxHttpClientNames.Api(), RedoxHttpClientNames.Api("clinic-b") })
        {
            Assert.Throws<ArgumentException>(() => services.AddHttpClient(name).AddRedoxAccessToken());
        }

        services.AddHttpClient("Redox.Clients").AddRedoxAccessToken();
        Assert.Throws<ArgumentException>(() => services.AddHttpClient("own").AddRedoxAccessToken(scope: " "));
    }

    [Theory]
    [InlineData("https://other.example/platform/v1/logs")]
    [InlineData("http://redox-fake.invalid/platform/v1/logs")]
    [InlineData("https://redox-fake.invalid:8443/platform/v1/logs")]
    [InlineData("https://redox-fake.invalid.example/platform/v1/logs")]
    [InlineData("https://redox-fake.invalid@other.example/platform/v1/logs")]
    public async Task The_token_goes_to_no_other_address(string address)
    {
        var sent = new Sent();
        await using var app = App(sent);

        var failure = await Assert.ThrowsAsync<RedoxConfigurationException>(() => Own(app).GetAsync(new Uri(address)));

        Assert.Empty(sent.Tokens);
        Assert.Empty(app.TokenRequests);
        Assert.Contains("It goes only to https://redox-fake.invalid and", failure.Message, StringComparison.Ordinal);
        Assert.Contains("RedoxClientOptions.BaseAddress", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_service_gets_the_token()
    {
        var sent = new Sent();
        await using var app = App(sent, configure: options => options.BlobAddress = new Uri("https://files.example"));

        await Own(app).GetAsync(new Uri("https://files.example/upload"));

        Assert.Equal(["Bearer CANARY-token-1"], sent.Tokens);
    }

    [Fact]
    public async Task An_address_of_its_own_is_kept()
    {
        var sent = new Sent();
        await using var app = App(sent, http: own => own.ConfigureHttpClient((_, http) => http.BaseAddress = new Uri("https://redox-fake.invalid/fhir/R4/")));

        await Own(app).GetAsync(new Uri("Patient/7", UriKind.Relative));

        Assert.Equal(["https://redox-fake.invalid/fhir/R4/Patient/7"], sent.Addresses.Select(address => address.AbsoluteUri));
    }

    [Fact]
    public async Task A_request_without_a_token_is_not_sent()
    {
        var sent = new Sent();
        await using var app = App(sent);
        app.Redox.Faults.On(FakeRoute.Token).Then(Fault.Response(503));

        var failure = await Assert.ThrowsAsync<RedoxUnavailableException>(() => Own(app).GetAsync(Relative));

        Assert.Equal(Delivery.NotSent, failure.Delivery);
        Assert.Empty(sent.Tokens);
    }

    [Fact]
    public async Task An_unknown_client_is_named()
    {
        await using var app = new TestApp(services: services => services.AddHttpClient("own").AddRedoxAccessToken("clinic-b"));

        var failure = Assert.Throws<InvalidOperationException>(() => Own(app));

        Assert.Equal("There is no Redox client 'clinic-b'. Call AddRedoxClient first.", failure.Message);
    }

    [Fact]
    public async Task A_legacy_key_has_no_scopes()
    {
        var sent = new Sent();
        await using var app = App(sent, scope: "fhir:staging", configure: options => options.Credentials = new() { ApiKey = "CANARY-key", Secret = "CANARY-secret" });

        var failure = Assert.Throws<RedoxConfigurationException>(() => Own(app));

        Assert.Contains("RedoxClientOptions.Credentials.ApiKey: a legacy API key has no scopes", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_reach_the_fake_when_the_client_uses_it()
    {
        var clock = new SkippingClock();
        await using var redox = TestApp.Fake(clock, options => options.Strictness = Strictness.Lenient); // It has no such endpoint.
        await using var app = new TestApp(services: services => services.AddHttpClient("own").AddRedoxAccessToken(), redox: redox, clock: clock);

        using var response = await Own(app).GetAsync(Relative);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("Bearer CANARY-token-1", app.Redox.Requests.Last().Authorization);
    }

    private static HttpClient Own(TestApp app) => app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("own");

    private static TestApp App(Sent sent, string? scope = null, Action<RedoxClientOptions>? configure = null, Action<IHttpClientBuilder>? http = null) => new(
        configure,
        services =>
        {
            var own = services.AddHttpClient("own").AddRedoxAccessToken(scope: scope);
            http?.Invoke(own);
            own.AddHttpMessageHandler(() => new Door(sent));
        });

    private static HttpContent? Content(string body) => body switch
    {
        "text" => new StringContent("the body"),
        "bytes" => new ByteArrayContent(Encoding.UTF8.GetBytes("the body")),
        "stream" => new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes("the body"))),
        _ => null,
    };

    private sealed class Sent
    {
        public List<string?> Tokens { get; } = [];

        public List<Uri> Addresses { get; } = [];

        public List<string> Bodies { get; } = [];

        /// <summary>What the first requests are answered with; all others with 200.</summary>
        public Queue<HttpStatusCode> Statuses { get; init; } = [];
    }

    private sealed class Door(Sent sent) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            sent.Tokens.Add(request.Headers.Authorization?.ToString());
            sent.Addresses.Add(request.RequestUri!);
            sent.Bodies.Add(request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "");
            return new HttpResponseMessage(sent.Statuses.TryDequeue(out var status) ? status : HttpStatusCode.OK) { RequestMessage = request };
        }
    }
}
