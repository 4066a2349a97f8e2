using Microsoft.Extensions.Logging;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Telemetry;

/// <summary>What an application finds in its log that has set nothing up.</summary>
public sealed class LogTests : IAsyncDisposable
{
    private readonly TestApp _app = new();

    [Fact]
    public async Task A_call_that_goes_well_writes_nothing_at_the_usual_level()
    {
        await _app.Client.SendAsync(TestApp.Appointment());

        Assert.Empty(Lines(LogLevel.Information));
    }

    [Fact]
    public async Task A_call_that_fails_is_logged_by_the_client_alone()
    {
        _app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.BadGateway);

        await Assert.ThrowsAsync<RedoxUnavailableException>(() => _app.Client.QueryAsync(TestApp.Search()));

        Assert.All(Lines(LogLevel.Trace), line => Assert.StartsWith("Redox.Client", line, StringComparison.Ordinal));
        Assert.Equal(4, Lines(LogLevel.Information).Count()); // Three retries and the failure.
    }

    [Fact]
    public async Task An_invalid_message_is_logged_with_the_places_and_no_values()
    {
        var invalid = TestApp.Appointment() with { Visit = new() { VisitNumber = "CANARY-7", Duration = 30 } };

        var exception = await Assert.ThrowsAsync<RedoxValidationException>(() => _app.Client.SendAsync(invalid));

        var paths = string.Join(", ", exception.Problems.Select(problem => problem.Path));
        Assert.Contains("Visit.VisitDateTime", paths, StringComparison.Ordinal);
        Assert.Contains($"Scheduling.New failed after 0 attempt(s): RedoxValidationException ({paths}), delivery NotSent.", Texts());
    }

    [Fact]
    public async Task A_failure_is_logged_with_its_status_if_it_has_one()
    {
        _app.Redox.Faults.Next(Fault.Response(400));
        await Assert.ThrowsAsync<RedoxRejectedException>(() => _app.Client.SendAsync(TestApp.Appointment()));
        _app.Redox.Faults.Next(Fault.ResetBeforeAcceptance);
        await Assert.ThrowsAsync<RedoxUnavailableException>(() => _app.Client.SendAsync(TestApp.Appointment()));

        Assert.Contains("Scheduling.New failed after 1 attempt(s): RedoxRejectedException (HTTP 400), delivery Rejected.", Texts());
        Assert.Contains("Scheduling.New failed after 1 attempt(s): RedoxUnavailableException, delivery Unknown.", Texts());
        var status = _app.Services.GetFakeLogCollector().GetSnapshot().Where(record => record.Id.Id == 3).Select(record => record.GetStructuredStateValue("Status") ?? record.GetStructuredStateValue("status"));
        Assert.Equal(["400", null], status);
    }

    [Fact]
    public async Task Attempts_without_a_token_count_in_every_log_line()
    {
        _app.Redox.Faults.Next(Fault.ExpiredToken);
        await _app.Client.SendAsync(TestApp.Appointment());
        _app.Clock.Advance(TimeSpan.FromMinutes(6));
        _app.Redox.Faults.On(FakeRoute.Token).ThenAlways(Fault.ConnectionRefused);
        await Assert.ThrowsAnyAsync<RedoxException>(() => _app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal(2, _app.Redox.Requests.Messages.Count);
        Assert.Contains("Scheduling.New accepted after 1 attempt(s).", Texts());
        Assert.Contains(Texts(), text => text.StartsWith("Scheduling.New: attempt 3 failed", StringComparison.Ordinal));
        Assert.Contains(Texts(), text => text.StartsWith("Scheduling.New failed after 4 attempt(s)", StringComparison.Ordinal) && text.EndsWith(", delivery NotSent.", StringComparison.Ordinal));
    }

    /// <summary>The default client has no name.</summary>
    [Fact]
    public async Task No_line_of_the_log_has_a_hole()
    {
        _app.Redox.Faults.NextToken(Fault.ConnectionRefused);
        await _app.Client.SendAsync(TestApp.Appointment());
        _app.Redox.Faults.NextToken(Fault.Response(400, "{}"));
        _app.Clock.Advance(TimeSpan.FromMinutes(6));
        await Assert.ThrowsAsync<RedoxAuthenticationException>(() => _app.Client.SendAsync(TestApp.Appointment()));

        Assert.Contains(Texts(), text => text.Contains("for the default client", StringComparison.Ordinal));
        Assert.All(Texts(), text => Assert.DoesNotContain("(null)", text, StringComparison.Ordinal));
        Assert.All(Texts(), text => Assert.DoesNotContain("''", text, StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private List<string> Texts() => [.. _app.Services.GetFakeLogCollector().GetSnapshot().Select(record => record.Message)];

    private IEnumerable<string?> Lines(LogLevel least) =>
        _app.Services.GetFakeLogCollector().GetSnapshot().Where(record => record.Level >= least).Select(record => record.Category);
}
