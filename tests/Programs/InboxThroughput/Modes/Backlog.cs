using System.Diagnostics;
using Redox.Client.Receiving;

namespace InboxThroughput.Modes;

/// <summary>The same messages handled when nothing else is waiting, and before a backlog.</summary>
internal static class Backlog
{
    private const int MaxMeasured = 20_000;
    private const int Claims = 200;
    private const int Count = 8;

    public static async Task RunAsync(string place, int messages)
    {
        var measured = Math.Min(messages, MaxMeasured);
        await MeasureAsync(place, measured, 0, hasKeys: true);
        await MeasureAsync(place, measured, messages, hasKeys: true);
        await MeasureAsync(place, measured, 0, hasKeys: false);
        await MeasureAsync(place, measured, messages, hasKeys: false);
    }

    private static async Task MeasureAsync(string place, int measured, int backlog, bool hasKeys)
    {
        var inbox = Inbox.Create(place);
        var all = measured + (Claims * Count) + backlog;
        var key = hasKeys ? Messages.Keys(all) : Messages.NoKey;
        await Messages.FillAsync(inbox, all, number => Messages.Create(key(number)));
        var waiting = FormattableString.Invariant($"{(hasKeys ? "with keys" : "without keys")}, {backlog:N0} more waiting:");
        await using (var application = new Application(inbox))
        {
            Figures.PrintTimes($"{waiting} a claim of {Count}", await ClaimAsync(application.Inbox));
            var watch = Stopwatch.StartNew();
            await application.StartAsync();
            await application.Handled.Ordinary.ReachAsync(measured);
            Figures.PrintRate($"{waiting} handled", measured, watch.Elapsed);
            await application.StopAsync();
        }

        await inbox.DropAsync();
    }

    private static async Task<List<TimeSpan>> ClaimAsync(IRedoxInbox inbox)
    {
        var times = new List<TimeSpan>();
        IReadOnlyList<RedoxInboxResult> results = [];
        for (var claim = 0; claim < Claims; claim++)
        {
            var begin = Stopwatch.GetTimestamp();
            var claimed = await inbox.ClaimAsync(new() { Destination = "", Count = Count, Lease = TimeSpan.FromMinutes(1), DueBy = DateTimeOffset.UtcNow, Results = results });
            times.Add(Stopwatch.GetElapsedTime(begin));
            results = [.. claimed.Entries.Select(entry => RedoxInboxResult.Completed(entry.Lease, DateTimeOffset.UtcNow))];
        }

        await inbox.ClaimAsync(new() { Destination = "", Count = 0, Lease = TimeSpan.FromMinutes(1), DueBy = DateTimeOffset.UtcNow, Results = results });
        return times;
    }
}
