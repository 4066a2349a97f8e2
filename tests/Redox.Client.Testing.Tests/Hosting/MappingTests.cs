using System.Net;
using System.Net.Http.Json;
using System.Text;
using Redox.Client.Testing.Tests.Setup;
using WireMock;
using WireMock.Matchers;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace Redox.Client.Testing.Tests.Hosting;

/// <summary>Mappings of an application's own beside the exchange, on a fake on a socket.</summary>
public sealed class MappingTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private RedoxFake _redox = null!;

    public async Task InitializeAsync()
    {
        _redox = await RedoxFake.StartAsync();
        _http.BaseAddress = _redox.BaseAddress;
    }

    public async Task DisposeAsync() => await _redox.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Mapping_answers_a_path_that_the_exchange_does_not_have()
    {
        _redox.WireMock.Given(Request.Create().WithPath("/eligibility").UsingPost().WithBody(new JsonMatcher("""{"member":"7"}""")))
            .RespondWith(Response.Create().WithStatusCode(201).WithHeader("X-Plan", "gold").WithBodyAsJson(new { covered = true }));

        using var response = await _http.PostAsJsonAsync("eligibility", new { member = "7" });

        Assert.Equal((HttpStatusCode.Created, """{"covered":true}"""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal("gold", Assert.Single(response.Headers.GetValues("X-Plan")));
        Assert.Empty(_redox.Requests);
        Assert.Equal("/eligibility", Assert.Single(_redox.WireMock.LogEntries).RequestMessage!.Path);
        await _redox.VerifyAsync();
    }

    [Theory]
    [InlineData("POST", "endpoint", 401)]
    [InlineData("POST", "v2/auth/token", 400)]
    [InlineData("GET", "query", 404)]
    public async Task Exchange_answers_its_own_paths_before_any_mapping(string method, string path, int status)
    {
        _redox.Requests.Allow(Enum.GetValues<RequestProblemKind>());
        _redox.WireMock.Given(Request.Create()).AtPriority(int.MinValue).RespondWith(Response.Create().WithStatusCode(299));

        Assert.Equal(status, await SendAsync(method, path));

        Assert.Equal($"/{path}", Assert.Single(_redox.Requests).Path);
        Assert.Empty(_redox.WireMock.LogEntries);
    }

    [Fact]
    public async Task Request_that_nothing_answers_is_a_problem_of_the_exchange()
    {
        _redox.Requests.Allow(RequestProblemKind.RouteUnknown);
        _redox.WireMock.Given(Request.Create().WithPath("/eligibility")).RespondWith(Response.Create().WithStatusCode(200));
        using var content = new StringContent("""{"member":"7"}""", Encoding.UTF8, "application/json");

        using var response = await _http.PostAsync("eligibilty", content);

        Assert.Equal((HttpStatusCode.NotFound, "Not Found", "text/plain"), (response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType));
        var entry = Assert.Single(_redox.Requests);
        Assert.Equal(("/eligibilty", (FakeRoute?)null, """{"member":"7"}"""), (entry.Path, entry.Route, Encoding.UTF8.GetString(entry.Body.Span)));
        Assert.Equal(RequestProblemKind.RouteUnknown, Assert.Single(entry.Problems).Kind);
    }

    [Fact]
    public async Task A_404_of_a_mapping_is_the_mappings()
    {
        _redox.WireMock.Given(Request.Create().WithPath("/eligibility")).RespondWith(Response.Create().WithStatusCode(404).WithBody("no such member"));

        Assert.Equal("no such member", await (await _http.GetAsync("eligibility")).Content.ReadAsStringAsync());

        Assert.Empty(_redox.Requests);
    }

    [Fact]
    public async Task Mapping_remains_until_the_server_removes_it()
    {
        _redox.Requests.Allow(RequestProblemKind.RouteUnknown);
        _redox.WireMock.Given(Request.Create().WithPath("/eligibility")).RespondWith(Response.Create().WithStatusCode(204));

        _redox.Data.Reset();
        _redox.Requests.Clear();
        Assert.Equal(204, await SendAsync("GET", "eligibility"));

        _redox.WireMock.ResetMappings();
        Assert.Equal(404, await SendAsync("GET", "eligibility"));
    }

    [Fact]
    public async Task Exchange_works_beside_a_mapping()
    {
        _redox.WireMock.Given(Request.Create().WithPath("/eligibility")).RespondWith(Response.Create().WithStatusCode(204));
        await using var tenant = _redox.CreateTenant();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = new HandMadeAssertion(tenant).Sign(),
        });

        using var response = await _http.PostAsync("v2/auth/token", form);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(Assert.Single(tenant.Requests.Of(FakeRoute.Token)).Accepted);
    }

    [Fact]
    public async Task Fake_in_memory_names_the_one_that_has_a_server()
    {
        await using var redox = RedoxFake.InMemory();

        var exception = Assert.Throws<InvalidOperationException>(() => redox.WireMock);

        Assert.Equal("A fake in memory has no WireMock server. Use RedoxFake.StartAsync for mappings of your own.", exception.Message);
    }

    [Fact]
    public async Task Fake_ends_while_a_mapping_holds_a_response_back()
    {
        var redox = await RedoxFake.StartAsync();
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        redox.WireMock.Given(Request.Create().WithPath("/slow")).RespondWith(Response.Create().WithCallback(async _ =>
        {
            arrived.SetResult();
            await release.Task;
            return new ResponseMessage();
        }));
        using var http = redox.CreateHttpClient();
        var call = http.GetAsync("slow");
        await arrived.Task;

        await redox.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
        release.SetResult();
    }

    private async Task<int> SendAsync(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
