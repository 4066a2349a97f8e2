using Microsoft.Extensions.DependencyInjection;

namespace Redox.Client.Testing.Tests.Registration;

/// <summary>In a host that uses the fake, no client of the host can reach the real Redox.</summary>
public sealed class RealRedoxGuardTests : IDisposable
{
    private readonly Network _network = new();

    public void Dispose() => _network.Dispose();

    [Theory]
    [InlineData("https://api.redoxengine.com/endpoint")]
    [InlineData("https://API.RedoxEngine.com./endpoint")]
    [InlineData("https://api.ca.redoxengine.com/fhir/R4/Patient?family=Featherstone")]
    [InlineData("http://redoxengine.com/")]
    public async Task A_request_to_the_real_Redox_is_stopped_and_reported(string address)
    {
        await using var redox = RedoxFake.InMemory(options => options.Strictness = Strictness.Lenient);
        await using var services = Application(redox);
        using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient("the application's own");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => http.GetAsync(new Uri(address)));

        Assert.Contains("A request to the real", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Featherstone", exception.Message, StringComparison.Ordinal);
        var verification = await Assert.ThrowsAsync<RedoxFakeVerificationException>(() => redox.VerifyAsync());
        Assert.Contains(exception.Message, verification.Message, StringComparison.Ordinal);
        Assert.Equal(0, _network.Requests);
    }

    [Fact]
    public async Task A_synchronous_request_is_stopped()
    {
        await using var redox = RedoxFake.InMemory(options => options.Strictness = Strictness.Lenient);
        await using var services = Application(redox);
        using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://blob.redoxengine.com/upload");

        Assert.Throws<InvalidOperationException>(() => http.Send(request));
    }

    [Theory]
    [InlineData("https://notredoxengine.com/")]
    [InlineData("https://redoxengine.com.example/")]
    [InlineData("https://weather.example/redoxengine.com")]
    public async Task Other_addresses_are_reached(string address)
    {
        await using var redox = RedoxFake.InMemory();
        await using var services = Application(redox);
        using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient("the application's own");

        using var response = await http.GetAsync(new Uri(address));

        Assert.Equal(204, (int)response.StatusCode);
    }

    [Fact]
    public async Task Disposing_a_strict_tenant_reports_a_swallowed_exception()
    {
        await using var redox = RedoxFake.InMemory();
        var tenant = redox.CreateTenant();
        await using var services = Application(tenant);
        using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient("the application's own");
        await Record.ExceptionAsync(() => http.GetAsync(new Uri("https://api.redoxengine.com/")));

        var exception = await Assert.ThrowsAsync<RedoxFakeVerificationException>(() => tenant.DisposeAsync().AsTask());

        Assert.Contains("api.redoxengine.com", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Redox_client_with_an_address_set_after_the_fake_is_stopped()
    {
        await using var redox = await RedoxFake.StartAsync(options => options.Strictness = Strictness.Lenient);
        var services = new ServiceCollection();
        // A name that does not exist, in case the guard ever fails.
        services.AddLogging().AddRedoxClient(options => options.ValidateBeforeSending = false);
        services.UseRedoxFake(redox);
        services.ConfigureHttpClientDefaults(client => client.ConfigureHttpClient(http => http.BaseAddress = new Uri("https://no-such-host.redoxengine.com")));
        services.PostConfigureAll<RedoxClientOptions>(options =>
        {
            options.BaseAddress = new Uri("https://no-such-host.redoxengine.com");
            options.Credentials = new() { ApiKey = "a legacy key", Secret = "of the test's own" };
        });
        await using var provider = services.BuildServiceProvider();

        var exception = await Record.ExceptionAsync(() => provider.GetRequiredService<IRedoxClient>().QueryAsync(
            new Models.PatientSearchQuery { Meta = new() { Destinations = [new() { ID = "a" }] } }));

        Assert.NotNull(exception);
        Assert.Contains("A request to the real no-such-host.redoxengine.com was stopped", (await Assert.ThrowsAsync<RedoxFakeVerificationException>(() => redox.VerifyAsync())).Message, StringComparison.Ordinal);
    }

    private ServiceProvider Application(RedoxTenant redox)
    {
        var services = new ServiceCollection();
        services.AddHttpClient("the application's own").ConfigurePrimaryHttpMessageHandler(() => _network);
        return services.UseRedoxFake(redox).BuildServiceProvider();
    }

    /// <summary>Counts the requests that would have been sent.</summary>
    private sealed class Network : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NoContent));
        }
    }
}
