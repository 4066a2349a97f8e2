using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;
using Shared.Clocks;

namespace Redox.Client.Tests;

public sealed class RegistrationTests : IAsyncLifetime
{
    private readonly SkippingClock _clock = new();
    private readonly RedoxFake _redox;
    private readonly RedoxTenant _other;

    public RegistrationTests()
    {
        _redox = TestApp.Fake(_clock);
        _other = _redox.CreateTenant();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        await _redox.DisposeAsync();
    }

    [Fact]
    public async Task Named_clients_are_keyed_services_with_tokens_of_their_own()
    {
        await using var app = WithClinicB();

        await app.Client.SendAsync(TestApp.Appointment());
        await app.Named("clinic-b").SendAsync(TestApp.Appointment());
        await app.Named("clinic-b").SendAsync(TestApp.Appointment());

        Assert.Single(_redox.Requests.Tokens);
        Assert.Single(_redox.Requests.Messages);
        Assert.Single(_other.Requests.Tokens);
        Assert.Equal(2, _other.Requests.Messages.Count);
    }

    [Fact]
    public async Task The_log_says_which_client_gets_no_token()
    {
        await using var app = WithClinicB();
        _other.Faults.On(FakeRoute.Token).ThenAlways(Fault.InvalidRequest(""));

        await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Named("clinic-b").SendAsync(TestApp.Appointment()));

        Assert.Contains("No access token for the client 'clinic-b': RedoxAuthenticationException (HTTP 400, invalid_request).", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_named_client_signs_as_itself_and_names_its_source()
    {
        await using var elsewhere = await RedoxFake.StartAsync(options => options.TimeProvider = _clock.Time);
        elsewhere.Auth.RegisterKey("k", TestKeys.Ec);
        await using var app = WithClinicB(elsewhere, options =>
        {
            (options.Credentials.KeyId, options.Credentials.PrivateKey) = ("k", TestKeys.Ec);
            options.SourceId = "0f4bd1d1-451d-4351-8cfd-b767d1b488d6";
        });

        await app.Client.SendAsync(TestApp.Appointment());
        await app.Named("clinic-b").SendAsync(TestApp.Appointment());

        Assert.Equal("7ce6f387-c33c-417d-8682-81e83628cbd9", app.Messages[0].Headers["Redox-Source-Id"]);
        Assert.Equal("0f4bd1d1-451d-4351-8cfd-b767d1b488d6", elsewhere.Requests.Messages[0].Headers["Redox-Source-Id"]);
        var (first, second) = (SentAssertion.Of(app.TokenRequests[0]), SentAssertion.Of(elsewhere.Requests.Tokens[0]));
        Assert.Equal((_redox.ClientId, "the-key", "RS384"), (first.Issuer, first.Kid, first.Alg));
        Assert.Equal((elsewhere.ClientId, "k", "ES384"), (second.Issuer, second.Kid, second.Alg));
        Assert.Equal([$"{elsewhere.BaseAddress}v2/auth/token"], second.Audiences);
    }

    [Fact]
    public async Task Adding_a_client_twice_adds_settings_and_no_second_pipeline()
    {
        await using var app = new TestApp(services: services => services.AddRedoxClient(options => options.Destinations["Clinic"] = TestApp.HospitalId));
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.TooManyRequests());

        await Assert.ThrowsAsync<RedoxRateLimitException>(() => app.Client.SendAsync(TestApp.Appointment(new() { Name = "Clinic" }, new() { Name = "General Hospital" })));

        Assert.Equal(4, app.Messages.Count);
    }

    [Fact]
    public void An_application_may_bring_its_own_client()
    {
        var services = new ServiceCollection();
        var own = new OwnClient();
        services.AddSingleton<IRedoxClient>(own);
        var builder = services.AddRedoxClient(_ => { });
        using var provider = services.BuildServiceProvider();

        Assert.Same(own, provider.GetRequiredService<IRedoxClient>());
        Assert.Equal("", builder.Name);
        Assert.Same(services, builder.Services);
    }

    [Fact]
    public void The_names_of_HTTP_clients_never_meet()
    {
        string[] names = [RedoxHttpClientNames.Api(), RedoxHttpClientNames.Token(), RedoxHttpClientNames.Api("Token"), RedoxHttpClientNames.Token("Api")];

        Assert.Equal(4, names.Distinct().Count());
        Assert.All(names, name => Assert.StartsWith(RedoxHttpClientNames.Prefix, name, StringComparison.Ordinal));
    }

    /// <summary>An application with two clients, of which the second talks to another tenant or another fake.</summary>
    private TestApp WithClinicB(RedoxTenant? redox = null, Action<RedoxClientOptions>? configure = null) => new(
        options => options.SourceId = "7ce6f387-c33c-417d-8682-81e83628cbd9",
        services =>
        {
            services.AddRedoxClient("clinic-b", options => options.Destinations["General Hospital"] = TestApp.HospitalId);
            services.UseRedoxFake("clinic-b", redox ?? _other);
            services.PostConfigure<RedoxClientOptions>("clinic-b", options => configure?.Invoke(options));
        },
        _redox,
        _clock);

    private sealed class OwnClient : IRedoxClient
    {
        public Task<RedoxReceipt> SendAsync<TMessage>(TMessage message, RedoxCallOptions options, CancellationToken cancellationToken = default)
            where TMessage : IRedoxEvent => throw new NotSupportedException();

        public Task<RedoxReceipt> WriteBackAsync<TMessage>(TMessage message, RedoxCallOptions options, CancellationToken cancellationToken = default)
            where TMessage : IRedoxEvent => throw new NotSupportedException();

        public Task<TResponse> QueryAsync<TResponse>(IRedoxQuery<TResponse> query, RedoxCallOptions options, CancellationToken cancellationToken = default)
            where TResponse : IRedoxMessage => throw new NotSupportedException();
    }
}
