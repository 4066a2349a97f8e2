using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Shared.InboxTroubles;

/// <summary>The disk of a database becomes full while messages arrive and are handled: what has no room is refused, and comes again; what was accepted is handled once.</summary>
internal static class FullDisk
{
    /// <param name="useInbox">Adds the inbox.</param>
    /// <param name="disk">The disk that its database is on.</param>
    /// <param name="failure">How the log names it: the kind of exception and the database's code.</param>
    public static async Task LosesNothingAsync(Action<RedoxDestinationBuilder> useInbox, SmallDisk disk, string failure)
    {
        await using var server = await InboxServer.StartAsync(new FakeTimeProvider(), useInbox);
        var sent = new List<string> { "before", InboxServer.Held };
        foreach (var name in sent)
        {
            await server.DeliverAsync(name);
        }

        await server.UntilAsync(() => server.Handled.Count == 2);
        disk.Fill();
        (int Status, string? RetryAfter) told;
        do
        {
            Assert.InRange(sent.Count, 2, 10_000);
            sent.Add($"full {sent.Count}"); // There may be room for some in what the database has already.
            told = await server.SendAsync(sent[^1]);
        }
        while (told.Status == 200);

        Assert.Equal((500, null), told);
        Assert.Equal(
            [$"Scheduling.New (log {InboxServer.IdOf(sent[^1])}) could not be stored in the inbox ({failure}). Redox will deliver it again."],
            server.Logged(InboxServer.NotStored));
        server.Release(); // Its result may find no room.
        disk.Free();

        foreach (var name in sent)
        {
            await server.DeliverAsync(name); // All but the last one are known.
        }

        await server.UntilAsync(() => server.Handled.Count >= sent.Count);
        await server.UntilEmptyAsync();
        Assert.Equal(sent, server.Handled);
        Assert.All(server.Logged(InboxServer.InboxFailed), line => Assert.Equal($"The inbox of the destination 'default' cannot be read or written ({failure}). This will be retried.", line));
        Assert.True(server.Logged(InboxServer.ProcessDied, InboxServer.LeaseLost, InboxServer.ResultRefused).Length == 0, server.Log);
        Assert.DoesNotContain("CANARY", server.Log, StringComparison.Ordinal);
    }
}
