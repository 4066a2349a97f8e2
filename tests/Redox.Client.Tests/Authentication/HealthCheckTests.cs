using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;
using Shared.Clocks;

namespace Redox.Client.Tests.Authentication;

public sealed class HealthCheckTests
{
    [Fact]
    public async Task Health_check_with_a_token_asks_for_no_other()
    {
        await using var app = new TestApp(services: services => services.AddHealthChecks().AddRedoxHealthCheck());

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HealthStatus.Healthy, (await CheckAsync(app)).Entries["redox"].Status);
        }

        await app.Client.SendAsync(TestApp.Appointment());
        Assert.Single(app.TokenRequests);
        Assert.Single(app.Messages);
    }

    [Fact]
    public async Task Health_check_reports_a_failure_and_is_paced()
    {
        await using var app = new TestApp(services: services => services.AddHealthChecks().AddRedoxHealthCheck(failureStatus: HealthStatus.Degraded, tags: ["ready"]));
        app.Redox.Faults.On(FakeRoute.Token).ThenAlways(Fault.Response(400, """{"error":"invalid_request","error_description":"Missing client assertion","hint":"CANARY"}"""));

        await CheckAsync(app);
        var entry = (await CheckAsync(app)).Entries["redox"];

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.StartsWith("Redox gave no access token (HTTP 400, invalid_request: Missing client assertion).", entry.Description, StringComparison.Ordinal);
        Assert.Null(entry.Exception);
        Assert.Equal(["ready"], entry.Tags);
        Assert.DoesNotContain("CANARY", entry.Description + app.Log, StringComparison.Ordinal);
        Assert.Single(app.TokenRequests);
    }

    [Fact]
    public async Task A_check_may_have_a_time_limit_of_its_own()
    {
        await using var app = new TestApp(services: services => services.AddHealthChecks().AddRedoxHealthCheck(timeout: TimeSpan.FromMilliseconds(1)));
        app.Redox.Faults.On(FakeRoute.Token).ThenAlways(Fault.NoResponse);

        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(app).WaitAsync(TestApp.Patience)).Entries["redox"].Status);
    }

    [Fact]
    public async Task A_named_client_is_checked_by_its_name()
    {
        var clock = new SkippingClock();
        await using var redox = TestApp.Fake(clock);
        await using var other = redox.CreateTenant();
        await using var app = new TestApp(
            services: services =>
            {
                services.AddRedoxClient("clinic-b", _ => { });
                services.UseRedoxFake("clinic-b", other);
                services.AddHealthChecks().AddRedoxHealthCheck("clinic-b");
            },
            redox: redox,
            clock: clock);

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(app)).Entries["redox:clinic-b"].Status);
        Assert.Single(other.Requests.Tokens);
        Assert.Empty(app.TokenRequests);
    }

    private static Task<HealthReport> CheckAsync(TestApp app) => app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
}
