using System.Collections.Concurrent;
using Redox.Client.Receiving;

namespace Redox.Client.Testing.Tests.Inbox;

/// <summary>An inbox in memory, of which a test has broken something.</summary>
internal sealed class AlteredInbox : IRedoxInbox
{
    private readonly IRedoxInbox _inner = InMemoryInboxes.Create();

    public Func<RedoxInboxMessage, RedoxInboxMessage> Storing { get; init; } = message => message;

    public Func<RedoxInboxClaim, RedoxInboxClaim> Claiming { get; init; } = claim => claim;

    public Func<RedoxInboxClaimed, RedoxInboxClaimed> Claimed { get; init; } = claimed => claimed;

    public Func<string, string> Naming { get; init; } = name => name;

    public Func<IReadOnlyList<RedoxInboxLease>, IReadOnlyList<RedoxInboxLease>> Extending { get; init; } = leases => leases;

    public Func<IReadOnlyList<RedoxInboxLease>, IReadOnlyList<RedoxInboxLease>> Unextended { get; init; } = leases => leases;

    public Func<TimeSpan, TimeSpan> Lasting { get; init; } = duration => duration;

    public Func<RedoxInboxCounts, RedoxInboxCounts> Counting { get; init; } = counts => counts;

    public Func<(long After, int Count), (long After, int Count)> Paging { get; init; } = page => page;

    public Func<RedoxInboxItem, RedoxInboxItem> Listing { get; init; } = item => item;

    public Func<IReadOnlyList<long>, IReadOnlyList<long>> Replaying { get; init; } = ids => ids;

    public Func<IReadOnlyList<long>, IReadOnlyList<long>> Discarding { get; init; } = ids => ids;

    public Func<DateTimeOffset?, DateTimeOffset?> DiscardingBefore { get; init; } = time => time;

    public Func<(DateTimeOffset Before, int Count), (DateTimeOffset Before, int Count)> Forgetting { get; init; } = what => what;

    public Func<DateTimeOffset, DateTimeOffset, DateTimeOffset> Keeping { get; init; } = (_, kept) => kept;

    /// <summary>What happens when it is opened, for each destination that was used.</summary>
    public Func<IRedoxInbox, string, Task> Opening { get; init; } = (_, _) => Task.CompletedTask;

    public bool KeepsBodies { get; init; }

    private ConcurrentDictionary<long, ReadOnlyMemory<byte>> Bodies { get; } = [];

    private ConcurrentDictionary<string, bool> Destinations { get; } = [];

    public async Task OpenAsync()
    {
        foreach (var destination in Destinations.Keys)
        {
            await Opening(_inner, destination);
        }
    }

    public Task<bool> StoreAsync(RedoxInboxMessage message, CancellationToken cancellationToken = default)
    {
        var stored = Storing(Named(message));
        Destinations[stored.Destination] = true;
        return _inner.StoreAsync(stored, cancellationToken);
    }

    public async Task<RedoxInboxClaimed> ClaimAsync(RedoxInboxClaim claim, CancellationToken cancellationToken = default)
    {
        var claimed = Claimed(await _inner.ClaimAsync(Claiming(Changed(claim, destination: Naming(claim.Destination))), cancellationToken));
        foreach (var entry in claimed.Entries)
        {
            Bodies[entry.Id] = entry.Body;
        }

        return claimed;
    }

    public async Task<IReadOnlyList<RedoxInboxLease>> ExtendAsync(
        string destination, IReadOnlyList<RedoxInboxLease> leases, TimeSpan duration, CancellationToken cancellationToken = default) =>
        duration == TimeSpan.Zero // The hook of the suite.
            ? await _inner.ExtendAsync(Naming(destination), leases, duration, cancellationToken)
            : Unextended(await _inner.ExtendAsync(Naming(destination), Extending(leases), Lasting(duration), cancellationToken));

    public async Task<RedoxInboxCounts> CountAsync(string destination, CancellationToken cancellationToken = default) =>
        Counting(await _inner.CountAsync(Naming(destination), cancellationToken));

    public async Task<IReadOnlyList<RedoxInboxItem>> ListAsync(
        string destination, RedoxInboxItemState state, long after, int count, CancellationToken cancellationToken = default)
    {
        var page = Paging((after, count));
        return [.. (await _inner.ListAsync(Naming(destination), state, page.After, page.Count, cancellationToken)).Select(Listing)];
    }

    public async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(string destination, long id, CancellationToken cancellationToken = default) =>
        KeepsBodies && Bodies.TryGetValue(id, out var body) ? body : await _inner.ReadBodyAsync(Naming(destination), id, cancellationToken);

    public Task<int> ReplayAsync(string destination, IReadOnlyList<long> ids, CancellationToken cancellationToken = default) =>
        _inner.ReplayAsync(Naming(destination), Replaying(ids), cancellationToken);

    public Task<int> DiscardAsync(
        string destination, IReadOnlyList<long> ids, DateTimeOffset? parkedBefore, DateTimeOffset handledAt, CancellationToken cancellationToken = default) =>
        _inner.DiscardAsync(Naming(destination), Discarding(ids), DiscardingBefore(parkedBefore), handledAt, cancellationToken);

    public Task<int> ForgetAsync(string destination, DateTimeOffset handledBefore, int count, CancellationToken cancellationToken = default)
    {
        var what = Forgetting((handledBefore, count));
        return _inner.ForgetAsync(Naming(destination), what.Before, what.Count, cancellationToken);
    }

    public async Task<DateTimeOffset> KeepTimeAsync(string destination, DateTimeOffset time, CancellationToken cancellationToken = default)
    {
        Destinations[Naming(destination)] = true;
        return Keeping(time, await _inner.KeepTimeAsync(Naming(destination), time, cancellationToken));
    }

    public static RedoxInboxMessage Changed(
        RedoxInboxMessage message, string? destination = null, Func<string?, string?>? logId = null, Func<string?, string?>? key = null, bool? isBarrier = null, ReadOnlyMemory<byte>? body = null) => new()
        {
            Destination = destination ?? message.Destination,
            LogId = logId is null ? message.LogId : logId(message.LogId),
            Key = key is null ? message.Key : key(message.Key),
            IsBarrier = isBarrier ?? message.IsBarrier,
            ReceivedAt = message.ReceivedAt,
            Body = body ?? message.Body,
        };

    public static RedoxInboxClaim Changed(
        RedoxInboxClaim claim, string? destination = null, int? count = null, int? maxLarge = null, DateTimeOffset? dueBy = null, DateTimeOffset? latestDue = null, IReadOnlyList<RedoxInboxResult>? results = null, TimeSpan? lease = null) => new()
        {
            Destination = destination ?? claim.Destination,
            Count = count ?? claim.Count,
            MaxLarge = maxLarge ?? claim.MaxLarge,
            Lease = lease ?? claim.Lease,
            DueBy = dueBy ?? claim.DueBy,
            LatestDue = latestDue ?? claim.LatestDue,
            Results = results ?? claim.Results,
        };

    public static RedoxInboxClaimed Changed(RedoxInboxClaimed claimed, Func<RedoxInboxEntry, RedoxInboxEntry> change) => new() { Entries = [.. claimed.Entries.Select(change)], Lost = claimed.Lost };

    public static RedoxInboxEntry Changed(RedoxInboxEntry entry, int? attempts = null, int? deaths = null, string? logId = null, ReadOnlyMemory<byte>? body = null, RedoxInboxLease? lease = null) => new()
    {
        Lease = lease ?? entry.Lease,
        LogId = logId ?? entry.LogId,
        ReceivedAt = entry.ReceivedAt,
        Attempts = attempts ?? entry.Attempts,
        Deaths = deaths ?? entry.Deaths,
        Body = body ?? entry.Body,
    };

    public static RedoxInboxItem Changed(RedoxInboxItem item, RedoxInboxFailure? failure, long? behind = null, long? size = null) => new()
    {
        Id = item.Id,
        LogId = item.LogId,
        State = item.State,
        ReceivedAt = item.ReceivedAt,
        Attempts = item.Attempts,
        Deaths = item.Deaths,
        RetryAt = item.RetryAt,
        ParkedAt = item.ParkedAt,
        Failure = failure,
        Size = size ?? item.Size,
        Behind = behind ?? item.Behind,
    };

    private RedoxInboxMessage Named(RedoxInboxMessage message) => Changed(message, destination: Naming(message.Destination));
}
