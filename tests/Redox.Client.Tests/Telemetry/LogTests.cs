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
    public async Task A_call_that_fails_is_told_by_the_client_alone()
    {
        _app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.BadGateway);

        await Assert.ThrowsAsync<RedoxUnavailableException>(() => _app.Client.QueryAsync(TestApp.Search()));

        Assert.All(Lines(LogLevel.Trace), line => Assert.StartsWith("Redox.Client", line, StringComparison.Ordinal));
        Assert.Equal(4, Lines(LogLevel.Information).Count()); // Three repetitions and the failure.
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IEnumerable<string?> Lines(LogLevel least) =>
        _app.Services.GetFakeLogCollector().GetSnapshot().Where(record => record.Level >= least).Select(record => record.Category);
}
