using System.Collections.Concurrent;
using Shared;

namespace Redox.Client.Testing.Tests.Hosting;

/// <summary>Disposing an application during a call leaves nothing to the finalizer.</summary>
[Collection(nameof(Alone))]
public sealed class UnobservedTests
{
    [Fact]
    public async Task Disposing_during_a_call_leaves_no_unobserved_exception()
    {
        var unobserved = new ConcurrentQueue<Exception>();
        void Keep(object? sender, UnobservedTaskExceptionEventArgs task) => unobserved.Enqueue(task.Exception);
        CollectAll(); // Collects the leftovers of earlier tests.
        TaskScheduler.UnobservedTaskException += Keep;
        try
        {
            foreach (var wait in Enum.GetValues<EndTests.Wait>())
            {
                await EndAsync(wait);
            }

            CollectAll();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Keep;
        }

        Assert.DoesNotContain(unobserved, exception => $"{exception}".Contains("Redox", StringComparison.Ordinal));
    }

    private static async Task EndAsync(EndTests.Wait wait)
    {
        await using var redox = await EndTests.StartAsync(inMemory: true, isStopped: true);
        var host = EndTests.Application(redox, wait);
        var call = await EndTests.WaitingCallAsync(host.Services, redox, wait);

        host.Dispose();

        // A call that waits to retry ends with its last failure.
        var failure = await Assert.ThrowsAnyAsync<RedoxException>(() => call);
        Assert.True(failure is RedoxUnavailableException || (wait == EndTests.Wait.Retry && failure is RedoxRateLimitException), $"{failure}");
    }

    private static void CollectAll()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
