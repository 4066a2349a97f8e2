using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Errors;

/// <summary>Runs when every other test of this assembly is over: collections that are not parallel come last.</summary>
[Collection(nameof(WholeRunTests))]
public sealed class WholeRunTests
{
    [Fact]
    public void Nothing_leaked_in_the_whole_test_run() => Assert.True(LeakWatch.Leaks.Count == 0, string.Join("\n\n", LeakWatch.Leaks.Take(5)));

    [Fact]
    public async Task The_whole_run_was_looked_at()
    {
        await using var app = new TestApp();
        app.Redox.Faults.On(FakeRoute.Messages).ThenAlways(Fault.Response(400));
        await Assert.ThrowsAsync<RedoxRejectedException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal(["exception", "log", "metric", "trace"], LeakWatch.Seen.Keys.Order());
        Assert.True(LeakWatch.IsLeak("Could not send CANARY-MRN-4711."));
    }

    /// <summary>The collection that comes last.</summary>
    [CollectionDefinition(nameof(WholeRunTests), DisableParallelization = true)]
    public sealed class AfterAllOthers;
}
