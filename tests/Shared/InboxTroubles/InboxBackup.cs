using System.Collections.Concurrent;
using System.Text;
using Redox.Client.Receiving;

namespace Shared.InboxTroubles;

/// <summary>"Backups" of docs/inbox.md: a copy that is made while messages come and go is the inbox of one moment.</summary>
internal static class InboxBackup
{
    private const int Keys = 3;

    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <param name="inbox">An empty inbox.</param>
    /// <param name="copyAsync">Makes the copy, and opens it.</param>
    public static async Task IsOfOneMomentAsync(IRedoxInbox inbox, Func<Task<IRedoxInbox>> copyAsync)
    {
        var (stored, handled) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string[]>());
        using var stop = new CancellationTokenSource();
        var working = Enumerable.Range(0, Keys).Select(key => Task.Run(() => StoreAsync(inbox, key, stored, stop.Token))).Append(Task.Run(() => HandleAsync(inbox, handled, () => stop.IsCancellationRequested))).ToArray();
        await UntilAsync(() => stored.Count >= 200 && handled.Count >= 20);

        var (storedBefore, handledBefore) = (stored.ToArray(), handled.SelectMany(names => names).ToArray());
        var copy = await copyAsync();

        // The copy may hold what the claim under way has recorded: that one has to return first.
        var rounds = handled.Count;
        await UntilAsync(() => handled.Count > rounds);
        var handledAfter = handled.SelectMany(names => names).ToArray();
        await stop.CancelAsync();
        await Task.WhenAll(working);

        foreach (var name in storedBefore)
        {
            Assert.False(await copy.StoreAsync(Message(name, '9')), $"{name} is not known to the copy.");
        }

        var handledThere = new ConcurrentQueue<string[]>();
        await HandleAsync(copy, handledThere, () => copy.CountAsync("").Result is { Waiting: 0, Running: 0 });
        var waiting = handledThere.SelectMany(names => names).ToArray();
        Assert.Equal(waiting.Distinct(), waiting);
        Assert.Empty(waiting.Intersect(handledBefore));
        Assert.Empty(storedBefore.Except(handledAfter).Except(waiting));
        Assert.All(waiting.GroupBy(name => name[0]), key => Assert.Equal(Enumerable.Range(NumberOf(key.First()), key.Count()), key.Select(NumberOf))); // In order, and none left out.
    }

    private static async Task StoreAsync(IRedoxInbox inbox, int key, ConcurrentQueue<string> stored, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var name = $"{key}-{number}";
            Assert.True(await inbox.StoreAsync(Message(name, name[0]), CancellationToken.None));
            stored.Enqueue(name);
        }
    }

    private static async Task HandleAsync(IRedoxInbox inbox, ConcurrentQueue<string[]> handled, Func<bool> isAtEnd)
    {
        RedoxInboxEntry[] entries = [];
        do
        {
            var results = entries.Select(entry => RedoxInboxResult.Completed(entry.Lease, Noon)).ToArray();
            var claimed = await inbox.ClaimAsync(new() { Destination = "", Count = 5, Lease = TimeSpan.FromSeconds(2), DueBy = Noon, Results = results });
            handled.Enqueue([.. entries.Where(entry => !claimed.Lost.Contains(entry.Lease)).Select(entry => Encoding.UTF8.GetString(entry.Body.Span))]);
            entries = [.. claimed.Entries];
        }
        while (entries.Length > 0 || !isAtEnd());
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static RedoxInboxMessage Message(string name, char key) => new() { Destination = "", LogId = name, Key = $"{key}", ReceivedAt = Noon, Body = Encoding.UTF8.GetBytes(name) };

    private static int NumberOf(string name) => int.Parse(name.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture);
}
