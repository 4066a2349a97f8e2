using System.Collections.Concurrent;
using System.Text;
using Redox.Client.Receiving;
using static Redox.Client.Testing.Tests.Inbox.AlteredInbox;

namespace Redox.Client.Testing.Tests.Inbox;

/// <summary>An inbox that breaks a rule fails the case of that rule.</summary>
public sealed class BrokenInboxTests
{
    private static readonly (string Rule, Func<AlteredInbox> Make)[] Breaks =
    [
        ("A message is stored once for each log ID", () => new() { Storing = message => Changed(message, logId: _ => null) }),
        ("A message without a log ID is always stored", () => new() { Storing = message => Changed(message, logId: logId => logId ?? "none") }),
        ("Log IDs are compared character by character", () => new() { Storing = message => Changed(message, logId: logId => logId?.Trim()) }),
        ("Log IDs are compared character by character", () => new() { Storing = message => Changed(message, logId: logId => logId?.ToUpperInvariant()) }),
        ("Log IDs have up to 128 characters, and each of them counts", () => new() { Storing = message => Changed(message, logId: logId => logId?[..Math.Min(logId.Length, 64)]) }),
        ("Log IDs have up to 128 characters, and each of them counts", () => new() { Storing = message => Changed(message, logId: logId => logId?[..Math.Min(logId.Length, 127)]) }),
        ("Log IDs are unique within their destination only", () => new() { Naming = name => name.Split("-2")[0] }),
        ("Of the same message stored concurrently, one is stored", () => new() { Storing = message => Changed(message, logId: _ => Guid.NewGuid().ToString()) }),
        ("A stored message is claimed with its log ID and its time, and has not failed", () => new() { Claimed = claimed => Changed(claimed, entry => Changed(entry, attempts: 1)) }),
        ("Only the first message of a key is claimed", () => new() { Storing = message => Changed(message, key: _ => null) }),
        ("Keys do not wait for each other", () => new() { Storing = message => Changed(message, key: _ => "") }),
        ("Messages without a key wait for no other", () => new() { Storing = message => Changed(message, key: key => key ?? "") }),
        ("No more messages are claimed than asked for", () => new() { Claiming = claim => Changed(claim, count: claim.Count * 2) }),
        ("Claimed messages come in the order in which they were stored", () => new() { Claimed = claimed => new() { Entries = [.. claimed.Entries.Reverse()], Lost = claimed.Lost } }),
        ("Names of destinations are compared character by character", () => new() { Naming = name => name.Normalize(NormalizationForm.FormC) }),
        ("Names of destinations are compared character by character", () => new() { Naming = name => name.Trim() }),
        ("Destinations do not wait for each other", () => new() { Naming = _ => "one" }),
        ("A barrier waits for all earlier messages", () => new() { Storing = message => Changed(message, isBarrier: false) }),
        ("All later messages wait for a barrier", () => new() { Storing = message => Changed(message, isBarrier: false) }),
        ("Of many concurrent claimers, one has a key at a time, and each message is claimed once and in order", () => new() { Storing = message => Changed(message, key: _ => null), Claiming = Tenfold }),
        ("Of many concurrent claimers, one has a barrier, and nothing else runs beside it", () => new() { Storing = message => Changed(message, isBarrier: false), Claiming = Tenfold }),
        ("A message whose lease has run out is claimed again, with a higher fence and one more death", () => new() { Claimed = claimed => Changed(claimed, entry => Changed(entry, deaths: 0)) }),
        ("A lease that was extended has not run out", () => new() { Extending = _ => [] }),
        ("A lease of a message that was claimed again is not extended", () => new() { Unextended = _ => [] }),
        ("A lease of a message that was handled, parked, released or is retried is not extended", () => new() { Unextended = _ => [] }),
        ("A lease ends by itself at its time, and not before", () => new() { Claiming = claim => Changed(claim, lease: TimeSpan.Zero) }),
        ("A lease that was extended ends by itself at its new time, and not before", () => new() { Lasting = _ => TimeSpan.Zero }),
        ("A completion under a lease that was lost has no effect, and is reported", WithoutFences),
        ("A retry under a lease that was lost has no effect, and is reported", WithoutFences),
        ("A parking under a lease that was lost has no effect, and is reported", WithoutFences),
        ("A release under a lease that was lost has no effect, and is reported", WithoutFences),
        ("A completion under a lease that was lost has no effect, and is reported", () => new() { Claimed = claimed => new() { Entries = claimed.Entries } }),
        ("A completion that is recorded twice is not lost", () => LostWhenTwice(RedoxInboxResultKind.Completed)),
        ("A parking that is recorded twice counts once, and is not lost", () => LostWhenTwice(RedoxInboxResultKind.Parked)),
        ("Results are recorded before the next messages are claimed", LateResults),
        ("A claim of no messages only records results", () => new() { Claiming = claim => Changed(claim, results: claim.Count == 0 ? [] : null) }),
        ("A message that was released waits as if it had not been claimed", () => With(RedoxInboxResultKind.Released, result => RedoxInboxResult.Retry(result.Lease, DateTimeOffset.MinValue, new("Released")))),
        ("A retry is due at its time, and not before", () => new() { Claiming = claim => Changed(claim, dueBy: DateTimeOffset.MaxValue) }),
        ("A retry that is due later than any retry waits is due", () => new() { Claiming = claim => Changed(claim, latestDue: DateTimeOffset.MaxValue) }),
        ("A message that waits for its retry holds up its key, and no other", () => With(RedoxInboxResultKind.Retry, result => RedoxInboxResult.Parked(result.Lease, result.At, result.Failure!))),
        ("Each failed attempt is counted, and the last failure is kept", () => new() { Listing = item => Changed(item, item.Failure is { } failure ? new(failure.Type) : null) }),
        ("A parked message is not claimed, and does not hold up its key", () => With(RedoxInboxResultKind.Parked, result => RedoxInboxResult.Retry(result.Lease, DateTimeOffset.MinValue, result.Failure!))),
        ("Replay returns parked messages to their places", () => new() { Replaying = _ => [] }),
        ("Replay returns those that are named and parked, and no others", () => new() { Replaying = _ => Any }),
        ("Discarding deletes the body, and the log ID is remembered", () => new() { Discarding = _ => [] }),
        ("Discarding deletes the body, and the log ID is remembered", () => new() { KeepsBodies = true }),
        ("Discarding takes those that are named and parked, and leaves other destinations alone", () => new() { Discarding = _ => Any }),
        ("Discarding by age keeps a message that was parked at that time or later, and its body", () => new() { DiscardingBefore = _ => null }),
        ("Discarding by age keeps a message that was parked at that time or later, and its body", () => new() { DiscardingBefore = time => time?.AddTicks(1) }),
        ("Messages are listed and counted by their states", () => new() { Counting = counts => new() { Waiting = counts.Waiting + counts.Running, Running = 0, Parked = counts.Parked, OldestReceivedAt = counts.OldestReceivedAt } }),
        ("A listed message has its times, sizes and failures", () => new() { Listing = item => Changed(item, item.Failure, size: 1) }),
        ("Lists come in pages, the oldest first", () => new() { Paging = page => (page.After, page.Count + 1) }),
        ("Lists come in pages, the oldest first", () => new() { Paging = page => (page.After + 1, page.Count) }),
        ("No more than 1,000 messages that wait for another are counted", () => new() { Listing = item => Changed(item, item.Failure, behind: item.Behind + 1) }),
        ("A listed message says how many later ones of its key wait for it", () => new() { Listing = item => Changed(item, item.Failure, behind: 0) }),
        ("The oldest message that waits or runs is known", () => new() { Counting = counts => new() { Waiting = counts.Waiting, Running = counts.Running, Parked = counts.Parked, OldestReceivedAt = null } }),
        ("A body can be read until the message is handled", () => new() { KeepsBodies = true }),
        ("Other destinations see nothing of a message", () => new() { Naming = name => name.Split("-2")[0] }),
        ("The log IDs of messages that were handled before a time are forgotten", () => new() { Forgetting = what => (what.Before.AddTicks(1), what.Count) }),
        ("No more messages are forgotten at once than asked for", () => new() { Forgetting = what => (what.Before, int.MaxValue) }),
        ("The latest time of a destination is kept", () => new() { Keeping = (time, _) => time }),
        ("A parked message is still parked when the inbox is opened again", () => new() { Opening = (inbox, destination) => inbox.ReplayAsync(destination, Any) }),
        ("The latest time of a destination is still known when the inbox is opened again", WithoutTimeWhenOpened),
        ("One call records many results", () => new() { Claiming = claim => Changed(claim, results: [.. claim.Results.Take(100)]) }),
        ("One call claims many messages, completes them, and reports each that is lost", () => new() { Claiming = claim => Changed(claim, count: Math.Min(claim.Count, 100)) }),
        ("One call claims many messages, completes them, and reports each that is lost", () => new() { Claiming = claim => Changed(claim, results: [.. claim.Results.Take(100)]) }),
        ("One call claims many messages, completes them, and reports each that is lost", () => new() { Claimed = claimed => new() { Entries = claimed.Entries, Lost = [.. claimed.Lost.Take(100)] } }),
        ("One call extends many leases", () => new() { Extending = leases => [.. leases.Take(100)] }),
        ("One call replays many IDs", () => new() { Replaying = First }),
        ("One call discards many IDs", () => new() { Discarding = First }),
        ("A result of a message that was forgotten is lost", () => new() { Claimed = claimed => new() { Entries = claimed.Entries } }),
        ("A lease of a message that was forgotten is lost", () => new() { Unextended = _ => [] }),
        ("The ID of a message that was forgotten is not used again", OneId),
        ("A message that was released keeps its deaths", DeathsForgottenByRelease),
        ("Bodies are kept exactly", () => new() { Storing = message => Changed(message, body: Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(message.Body.Span))) }),
        ("A body may have 40 MB", () => new() { Storing = message => Changed(message, body: message.Body[..Math.Min(message.Body.Length, 1_000_000)]) }),
        ("No more large bodies are claimed at once than allowed, and none of them is in the way", () => new() { Claiming = claim => Changed(claim, maxLarge: 1) }),
        ("A large body whose lease has run out counts as one", () => new() { Claiming = claim => Changed(claim, maxLarge: 9) }),
    ];

    // More than a case stores.
    private static IReadOnlyList<long> Any => [.. Enumerable.Range(1, 100).Select(id => (long)id)];

    public static TheoryData<int, string> Numbers
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var number = 0; number < Breaks.Length; number++)
            {
                data.Add(number, Breaks[number].Rule);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Breaking_the_rule_fails_its_case(int number, string rule)
    {
        var inbox = Breaks[number].Make();
        var subject = InMemoryInboxes.SubjectOf(inbox, inbox.OpenAsync);
        var exception = await Assert.ThrowsAsync<RedoxInboxSuiteException>(() => RedoxInboxSuite.Cases(subject).Single(one => one.Name == rule).RunAsync());

        Assert.StartsWith($"Rule: {rule}. Expected ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(" Found ", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.InnerException);
    }

    private static AlteredInbox WithoutTimeWhenOpened()
    {
        var latest = DateTimeOffset.MinValue;
        return new()
        {
            Opening = (_, _) =>
            {
                latest = DateTimeOffset.MinValue;
                return Task.CompletedTask;
            },
            Keeping = (time, _) => latest = time > latest ? time : latest,
        };
    }

    private static AlteredInbox DeathsForgottenByRelease()
    {
        var released = new HashSet<long>();
        return new()
        {
            Claiming = claim =>
            {
                released.UnionWith(claim.Results.Where(result => result.Kind == RedoxInboxResultKind.Released).Select(result => result.Lease.Id));
                return claim;
            },
            Claimed = claimed => Changed(claimed, entry => Changed(entry, deaths: released.Contains(entry.Id) ? 0 : null)),
        };
    }

    // Whatever the message, its ID is 1.
    private static AlteredInbox OneId()
    {
        RedoxInboxLease latest = default;
        return new()
        {
            Claiming = claim => Changed(claim, results: [.. claim.Results.Select(result => Under(result, latest))]),
            Claimed = claimed => Changed(claimed, entry =>
            {
                latest = entry.Lease;
                return Changed(entry, lease: new(1, latest.Fence));
            }),
        };
    }

    // So many that claimers need not meet.
    private static RedoxInboxClaim Tenfold(RedoxInboxClaim claim) => Changed(claim, count: claim.Count * 10);

    private static long[] First(IReadOnlyList<long> ids) => [.. ids.Take(100)];

    // Names the latest lease, whatever the process was given.
    private static AlteredInbox WithoutFences()
    {
        var fences = new ConcurrentDictionary<long, long>();
        return new()
        {
            Claiming = claim => Changed(claim, results: [.. claim.Results.Select(result => Under(result, new(result.Lease.Id, fences[result.Lease.Id])))]),
            Claimed = claimed => Changed(claimed, entry =>
            {
                fences[entry.Id] = entry.Lease.Fence;
                return entry;
            }),
        };
    }

    private static AlteredInbox LostWhenTwice(RedoxInboxResultKind kind)
    {
        var recorded = new HashSet<RedoxInboxLease>();
        IReadOnlyList<RedoxInboxLease> twice = [];
        return new()
        {
            Claiming = claim =>
            {
                twice = [.. claim.Results.Where(result => result.Kind == kind && !recorded.Add(result.Lease)).Select(result => result.Lease)];
                return claim;
            },
            Claimed = claimed => new() { Entries = claimed.Entries, Lost = [.. claimed.Lost, .. twice] },
        };
    }

    // Those of one call are recorded by the next one.
    private static AlteredInbox LateResults()
    {
        IReadOnlyList<RedoxInboxResult> kept = [];
        return new()
        {
            Claiming = claim =>
            {
                var results = kept;
                kept = claim.Results;
                return Changed(claim, results: results);
            },
        };
    }

    private static AlteredInbox With(RedoxInboxResultKind kind, Func<RedoxInboxResult, RedoxInboxResult> change) => new()
    {
        Claiming = claim => Changed(claim, results: [.. claim.Results.Select(result => result.Kind == kind ? change(result) : result)]),
    };

    private static RedoxInboxResult Under(RedoxInboxResult result, RedoxInboxLease lease) => result.Kind switch
    {
        RedoxInboxResultKind.Completed => RedoxInboxResult.Completed(lease, result.At),
        RedoxInboxResultKind.Retry => RedoxInboxResult.Retry(lease, result.At, result.Failure!),
        RedoxInboxResultKind.Parked => RedoxInboxResult.Parked(lease, result.At, result.Failure!),
        _ => RedoxInboxResult.Released(lease),
    };
}
