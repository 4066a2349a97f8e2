using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving.Inbox;

/// <summary>The health check of an inbox: parked messages, old ones, and a database that fails or does not respond.</summary>
public sealed class InboxHealthTests
{
    private readonly TroubledInbox _inbox = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(0, 0, 0, HealthStatus.Healthy)]
    [InlineData(1, 899, 0, HealthStatus.Healthy)]
    [InlineData(1, 900, 0, HealthStatus.Degraded)]
    [InlineData(0, 0, 1, HealthStatus.Degraded)]
    [InlineData(2, 360_000, 50, HealthStatus.Degraded)]
    public async Task By_default_a_backlog_is_degraded(int waiting, int age, int parked, HealthStatus status)
    {
        var entry = await CheckAsync(waiting, age, parked);

        Assert.Equal(status, entry.Status);
        Assert.Equal((long)waiting, entry.Data["waiting"]);
        Assert.Equal(0L, entry.Data["running"]);
        Assert.Equal((long)parked, entry.Data["parked"]);
        Assert.Equal(TimeSpan.FromSeconds(age), entry.Data["oldestAge"]);
        Assert.Equal(4, entry.Data.Count);
        Assert.StartsWith($"{waiting} message(s) waiting, 0 running, {parked} parked; the oldest was received ", entry.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 9, 1, HealthStatus.Healthy)]
    [InlineData(1, 10, 1, HealthStatus.Degraded)]
    [InlineData(1, 9, 2, HealthStatus.Degraded)]
    [InlineData(1, 20, 1, HealthStatus.Unhealthy)]
    [InlineData(1, 9, 3, HealthStatus.Unhealthy)]
    public async Task Limits_can_be_set(int waiting, int age, int parked, HealthStatus status) => Assert.Equal(status, (await CheckAsync(waiting, age, parked, options =>
    {
        (options.DegradedParked, options.UnhealthyParked) = (2, 3);
        (options.DegradedAge, options.UnhealthyAge) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
    })).Status);

    [Fact]
    public async Task Limits_can_be_removed() => Assert.Equal(HealthStatus.Healthy, (await CheckAsync(1, 360_000, 50, options => (options.DegradedParked, options.DegradedAge) = (null, null))).Status);

    [Fact]
    public async Task Database_that_fails_is_unhealthy()
    {
        _inbox.IsDown = true;

        var entry = await CheckAsync(0, 0, 0);

        Assert.Equal((HealthStatus.Unhealthy, null), (entry.Status, entry.Exception));
        Assert.StartsWith("The inbox of the destination 'default' could not be read or written (IOException).", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_that_does_not_respond_is_unhealthy()
    {
        await using var services = Services();
        _inbox.Counting = new TaskCompletionSource().Task;

        var checking = CheckAsync(services);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!checking.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var entry = (await checking).Entries["redox-inbox"];
        Assert.Equal((HealthStatus.Unhealthy, "The database of the inbox did not respond within 00:00:05."), (entry.Status, entry.Description));
    }

    [Fact]
    public async Task Check_has_the_name_and_status_that_it_is_given()
    {
        _inbox.IsDown = true;
        await using var services = Services(checks => checks
            .AddRedoxInboxHealthCheck(failureStatus: HealthStatus.Degraded, tags: ["ready"], name: "messages")
            .AddRedoxInboxHealthCheck("lab"));

        var report = await CheckAsync(services);

        Assert.Equal(HealthStatus.Degraded, report.Entries["messages"].Status);
        Assert.Equal(["ready"], report.Entries["messages"].Tags);
        Assert.Equal(HealthStatus.Unhealthy, report.Entries["redox-inbox:lab"].Status);
        Assert.StartsWith("The destination 'lab' has no inbox.", report.Entries["redox-inbox:lab"].Description, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<RedoxInboxHealthOptions>> Faults => new()
    {
        { "DegradedParked: '0' is too small", options => options.DegradedParked = 0 },
        { "UnhealthyParked: '-1' is too small", options => options.UnhealthyParked = -1 },
        { "DegradedAge: '00:00:00' is too small", options => options.DegradedAge = TimeSpan.Zero },
        { "UnhealthyAge: '-00:00:01' is too small", options => options.UnhealthyAge = TimeSpan.FromSeconds(-1) },
        { "Timeout: '00:00:00' is out of range", options => options.Timeout = TimeSpan.Zero },
        { "Timeout: '00:01:01' is out of range", options => options.Timeout = TimeSpan.FromSeconds(61) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Impossible_limit_is_refused(string text, Action<RedoxInboxHealthOptions> configure) => Assert.Contains(
        text,
        Assert.Throws<RedoxConfigurationException>(() => new ServiceCollection().AddHealthChecks().AddRedoxInboxHealthCheck(configure: configure)).Message,
        StringComparison.Ordinal);

    private async Task<HealthReportEntry> CheckAsync(int waiting, int age, int parked, Action<RedoxInboxHealthOptions>? configure = null)
    {
        await using var services = Services(checks => checks.AddRedoxInboxHealthCheck(configure: configure));
        await StoreAsync(parked);
        var claim = new RedoxInboxClaim { Destination = "", Count = parked, Lease = TimeSpan.FromDays(1), DueBy = _clock.GetUtcNow() };
        var entries = parked > 0 ? (await _inbox.ClaimAsync(claim)).Entries : [];
        await _inbox.ClaimAsync(new RedoxInboxClaim
        {
            Destination = "",
            Count = 0,
            Lease = claim.Lease,
            DueBy = claim.DueBy,
            Results = [.. entries.Select(entry => RedoxInboxResult.Parked(entry.Lease, _clock.GetUtcNow(), new RedoxInboxFailure("System.TimeoutException")))],
        });
        await StoreAsync(waiting);
        _clock.Advance(TimeSpan.FromSeconds(age));
        return Assert.Single((await CheckAsync(services)).Entries).Value;
    }

    private async Task StoreAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            await _inbox.StoreAsync(new RedoxInboxMessage { Destination = "", LogId = null, Key = null, ReceivedAt = _clock.GetUtcNow(), Body = "{}"u8.ToArray() });
        }
    }

    private ServiceProvider Services(Action<IHealthChecksBuilder>? add = null)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock);
        services.AddRedoxDestination(options => options.VerificationTokens.Add(TestDestination.Token)).UseInbox(_ => _inbox);
        (add ?? (checks => checks.AddRedoxInboxHealthCheck()))(services.AddHealthChecks());
        return services.BuildServiceProvider();
    }

    private static Task<HealthReport> CheckAsync(IServiceProvider services) => services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
}
