using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Redox.Client.Models;

namespace Redox.Client.Testing.Tests.Registration;

/// <summary>An application as in production: its settings name the real Redox and a key that does not exist here.</summary>
public sealed class UseRedoxFakeTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    private static readonly SchedulingNew Appointment = new()
    {
        Meta = new() { Destinations = [new() { ID = "22222222-2222-4222-8222-222222222222" }] },
        Patient = new() { Identifiers = [new() { ID = "0000000001", IDType = "MR" }] },
        Visit = new()
        {
            VisitNumber = "7",
            VisitDateTime = new DateTimeOffset(2026, 1, 6, 9, 0, 0, TimeSpan.Zero),
            Duration = 30,
            Location = new() { Department = "3N" },
        },
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_unchanged_application_sends_to_the_fake(bool inMemory)
    {
        await using var redox = await StartAsync(inMemory);
        using var host = Application().UseFake(redox).Build();
        await host.StartAsync();

        var receipt = await host.Services.GetRequiredService<IRedoxClient>().SendAsync(Appointment);

        Assert.NotNull(receipt);
        var sent = Assert.Single(redox.Requests.ReceivedOf("Scheduling", "New"));
        Assert.Empty(sent.Problems);
        Assert.Equal("3N", Assert.Single(redox.Requests.ReceivedOf<SchedulingNew>()).Visit?.Location?.Department);
        Assert.Empty(Assert.Single(redox.Requests.Tokens).Problems);
    }

    [Fact]
    public async Task An_application_finds_what_it_has_sent()
    {
        await using var redox = RedoxFake.InMemory(options => options.TimeProvider = _clock);
        using var host = Application().UseFake(redox).Build();
        var client = host.Services.GetRequiredService<IRedoxClient>();
        await client.SendAsync(Appointment);

        var booked = await client.QueryAsync(new SchedulingBooked { Meta = Appointment.Meta, StartDateTime = new DateTimeOffset(2026, 1, 6, 0, 0, 0, TimeSpan.Zero) });

        Assert.Equal(("7", 30), (Assert.Single(booked.Visits).VisitNumber, booked.Visits[0].Duration));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_named_client_uses_the_fake(bool inMemory)
    {
        await using var redox = await StartAsync(inMemory);
        var application = Application();
        application.Services.AddRedoxClient("clinic-b", application.Configuration.GetSection("Redox"));
        using var host = application.UseFake(redox).Build();

        await host.Services.GetRequiredKeyedService<IRedoxClient>("clinic-b").SendAsync(Appointment);

        Assert.Single(redox.Requests.ReceivedOf("Scheduling", "New"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_applications_share_a_fake_without_interfering(bool inMemory)
    {
        await using var redox = await StartAsync(inMemory);
        await using var first = redox.CreateTenant();
        await using var second = redox.CreateTenant();
        using var one = Application().UseFake(first).Build();
        using var two = Application().UseFake(second).Build();

        await one.Services.GetRequiredService<IRedoxClient>().SendAsync(Appointment);
        await two.Services.GetRequiredService<IRedoxClient>().SendAsync(Appointment);

        Assert.Single(first.Requests.ReceivedOf<SchedulingNew>());
        Assert.Single(second.Requests.ReceivedOf<SchedulingNew>());
        Assert.Empty(redox.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_application_uses_the_fakes_clock(bool inMemory)
    {
        await using var redox = await StartAsync(inMemory);
        using var host = Application().UseFake(redox).Build();
        var client = host.Services.GetRequiredService<IRedoxClient>();
        await client.SendAsync(Appointment);

        _clock.Advance(TimeSpan.FromMinutes(6));
        await client.SendAsync(Appointment);

        Assert.Equal(2, redox.Requests.Tokens.Count);
        Assert.Equal(_clock.GetUtcNow(), redox.Requests.Tokens[1].ReceivedAt);
        Assert.All(redox.Requests, request => Assert.Equal(200, request.Status));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_disposed_fake_causes_the_same_failure_over_both_transports(bool inMemory)
    {
        var redox = await StartAsync(inMemory);
        using var host = Application().UseFake(redox).Build();
        await redox.DisposeAsync();
        var client = host.Services.GetRequiredService<IRedoxClient>();

        var sending = client.SendAsync(Appointment);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!sending.IsCompleted)
        {
            await redox.Clock.AdvanceAsync(TimeSpan.FromSeconds(1), end.Token);
        }

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => sending);
        Assert.Equal(Delivery.NotSent, exception.Delivery);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_with_a_legacy_key_uses_the_fakes_legacy_key(bool inMemory)
    {
        await using var redox = await StartAsync(inMemory);
        var application = Application();
        application.Services.AddRedoxClient("legacy", options => (options.Credentials.ApiKey, options.Credentials.Secret, options.ValidateBeforeSending) = ("k", "s", false));
        using var host = application.UseFake(redox).Build();
        var client = host.Services.GetRequiredKeyedService<IRedoxClient>("legacy");

        await client.SendAsync(Appointment);
        _clock.Advance(TimeSpan.FromHours(24));
        await client.SendAsync(Appointment);

        Assert.Equal(["/auth/authenticate", "/auth/refreshToken"], redox.Requests.Tokens.Select(request => request.Path));
        Assert.All(redox.Requests, request => Assert.Empty(request.Problems));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_of_several_clients_can_use_another_fake(bool inMemory)
    {
        await using var redox = RedoxFake.InMemory(options => options.TimeProvider = _clock);
        await using var other = await StartAsync(inMemory);
        await using var tenant = redox.CreateTenant();
        var application = Application();
        application.Services.AddRedoxClient("clinic-b", _ => { });
        application.Services.AddRedoxClient("clinic-c", _ => { });
        application.Services.UseRedoxFake(redox).UseRedoxFake("clinic-b", other).UseRedoxFake("clinic-c", tenant);
        using var host = application.Build();

        await host.Services.GetRequiredService<IRedoxClient>().SendAsync(Appointment);
        await host.Services.GetRequiredKeyedService<IRedoxClient>("clinic-b").SendAsync(Appointment);
        await host.Services.GetRequiredKeyedService<IRedoxClient>("clinic-c").SendAsync(Appointment);

        Assert.All([redox.Requests, other.Requests, tenant.Requests], requests => Assert.Equal(["/v2/auth/token", "/endpoint"], requests.Select(request => request.Path)));
    }

    [Fact]
    public async Task The_fakes_key_replaces_every_way_to_sign_and_share_tokens()
    {
        await using var redox = RedoxFake.InMemory();
        var application = Application();
        application.Services.AddRedoxClient(options =>
        {
            options.Credentials.PrivateKeyPassword = "p";
            options.Credentials.Audience = "https://api.redoxengine.com/v2/auth/token";
            options.Credentials.PreviousKey = new() { PrivateKeyPath = "/run/secrets/none.pem" };
        }).UseSharedTokenCache();
        application.Services.AddRedoxClient("vault", application.Configuration.GetSection("Redox")).UseAssertionSigner<NoVault>();
        using var host = application.UseFake(redox).Build();
        await host.StartAsync();

        await host.Services.GetRequiredService<IRedoxClient>().SendAsync(Appointment);
        await host.Services.GetRequiredKeyedService<IRedoxClient>("vault").SendAsync(Appointment);

        Assert.Equal(2, redox.Requests.ReceivedOf("Scheduling", "New").Count);
        Assert.All(redox.Requests, request => Assert.Empty(request.Problems));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_revoked_token_is_renewed_and_the_call_retried(bool inMemory)
    {
        await using var redox = await StartAsync(inMemory);
        using var host = Application().UseFake(redox).Build();
        var client = host.Services.GetRequiredService<IRedoxClient>();

        for (var i = 0; i < 3; i++)
        {
            await client.SendAsync(Appointment);
            redox.Auth.RevokeTokens();
        }

        Assert.Equal(3, redox.Requests.ReceivedOf("Scheduling", "New").Count);
        Assert.Equal(3, redox.Requests.Tokens.Count);
    }

    [Fact]
    public async Task Other_HTTP_clients_of_the_application_are_left_alone()
    {
        await using var redox = RedoxFake.InMemory();
        var application = Application();
        application.Services.AddHttpClient("weather").ConfigurePrimaryHttpMessageHandler(() => new Sunshine());
        using var host = application.UseFake(redox).Build();
        using var http = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("weather");

        Assert.Equal("sunny", await http.GetStringAsync(new Uri("https://weather.example")));
    }

    private async Task<RedoxFake> StartAsync(bool inMemory) =>
        inMemory ? RedoxFake.InMemory(options => options.TimeProvider = _clock) : await RedoxFake.StartAsync(options => options.TimeProvider = _clock);

    private static HostApplicationBuilder Application()
    {
        var application = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        application.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Redox:Credentials:ClientId"] = "production",
            ["Redox:Credentials:KeyId"] = "production",
            ["Redox:Credentials:PrivateKeyPath"] = "/run/secrets/none.pem",
            ["Redox:ValidateBeforeSending"] = "false",
        });
        application.Services.AddSingleton(TimeProvider.System);
        application.Services.AddRedoxClient(application.Configuration.GetSection("Redox"));
        return application;
    }

    private sealed class NoVault : IRedoxAssertionSigner
    {
        public string Algorithm => "ES384";

        public string KeyId => "none";

        public Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }

    private sealed class Sunshine : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent("sunny") });
    }
}

file static class HostApplicationBuilderExtensions
{
    public static HostApplicationBuilder UseFake(this HostApplicationBuilder application, RedoxTenant redox)
    {
        application.Services.UseRedoxFake(redox);
        return application;
    }
}
