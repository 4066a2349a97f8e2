using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Shared.InboxTroubles;

/// <summary>
/// The row "the inbox failed" of "Responses to Redox" in docs/receiving.md: while a database cannot be used, Redox is told 500 and keeps its messages, one line in the log says why, and
/// nothing is lost or handled twice once it can be used again.
/// </summary>
internal static class InboxTrouble
{
    /// <param name="useInbox">Adds the inbox.</param>
    /// <param name="begin">Makes the database unusable.</param>
    /// <param name="end">Makes it usable.</param>
    /// <param name="failures">How the log may name it: the kind of exception and the database's codes.</param>
    public static async Task IsToldAsync(Action<RedoxDestinationBuilder> useInbox, Func<Task> begin, Func<Task> end, params string[] failures)
    {
        await using var server = await InboxServer.StartAsync(new FakeTimeProvider(), destination => useInbox(destination));
        await server.DeliverAsync("before");
        await server.DeliverAsync(InboxServer.Held);
        await server.UntilAsync(() => server.Handled.Count == 2);

        await begin();
        try
        {
            server.Release(); // Its result cannot be recorded.
            Assert.Equal((500, null), await server.SendAsync("during"));
            Assert.Contains(
                Assert.Single(server.Logged(InboxServer.NotStored)),
                failures.Select(failure => $"Scheduling.New (log {InboxServer.IdOf("during")}) could not be stored in the inbox ({failure}). Redox will deliver it again."));
            await server.UntilAsync(() => server.Logged(InboxServer.InboxFailed).Length > 0);
        }
        finally
        {
            await end();
        }

        await server.DeliverAsync("during");
        await server.DeliverAsync(InboxServer.Held); // It is known.
        await server.UntilAsync(() => server.Handled.Count >= 3);
        await server.UntilEmptyAsync();
        Assert.Equal(["before", InboxServer.Held, "during"], server.Handled);
        Assert.All(server.Logged(InboxServer.InboxFailed), line => Assert.Contains(
            line, failures.Select(failure => $"The inbox of the destination 'default' cannot be read or written ({failure}). This will be retried.")));
        Assert.True(server.Logged(InboxServer.ProcessDied, InboxServer.LeaseLost, InboxServer.ResultRefused).Length == 0, server.Log);
        Assert.DoesNotContain("CANARY", server.Log, StringComparison.Ordinal);
    }
}
