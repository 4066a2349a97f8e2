using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox;

/// <summary>An inbox in memory, for tests: the contract in its plainest form.</summary>
internal sealed class InMemoryInbox(TimeProvider time) : IRedoxInbox
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, InMemoryDestination> _destinations = new(StringComparer.Ordinal);
    private long _lastId;

    public Task<bool> StoreAsync(RedoxInboxMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Do(message.Destination, destination => destination.Add(new(++_lastId, message)), cancellationToken);
    }

    public Task<RedoxInboxClaimed> ClaimAsync(RedoxInboxClaim claim, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return Do(
            claim.Destination,
            destination =>
            {
                RedoxInboxLease[] lost = [.. claim.Results.Where(result => !destination.Record(result)).Select(result => result.Lease)];
                return new RedoxInboxClaimed { Entries = claim.Count > 0 ? destination.Claim(claim, time.GetUtcNow()) : [], Lost = lost };
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<RedoxInboxLease>> ExtendAsync(
        string destination, IReadOnlyList<RedoxInboxLease> leases, TimeSpan duration, CancellationToken cancellationToken = default) => Do(
            destination,
            messages =>
            {
                var lost = new List<RedoxInboxLease>();
                foreach (var lease in leases)
                {
                    if (messages.Find(lease.Id) is { } message && message.IsHeldUnder(lease))
                    {
                        message.Extend(time.GetUtcNow() + duration);
                    }
                    else
                    {
                        lost.Add(lease);
                    }
                }

                return (IReadOnlyList<RedoxInboxLease>)lost;
            },
            cancellationToken);

    public Task<RedoxInboxCounts> CountAsync(string destination, CancellationToken cancellationToken = default) => Do(
        destination,
        messages =>
        {
            var open = messages.Unhandled.Where(message => message.IsOpen).ToList();
            var running = open.Count(message => message.IsLive(time.GetUtcNow()));
            return new RedoxInboxCounts
            {
                Waiting = open.Count - running,
                Running = running,
                Parked = messages.Unhandled.Count(message => message.IsParked),
                OldestReceivedAt = open.Count > 0 ? open.Min(message => message.ReceivedAt) : null,
            };
        },
        cancellationToken);

    public Task<IReadOnlyList<RedoxInboxItem>> ListAsync(
        string destination, RedoxInboxItemState state, long after, int count, CancellationToken cancellationToken = default) => Do(
            destination,
            messages => (IReadOnlyList<RedoxInboxItem>)
            [
                .. messages.Unhandled
                    .Where(message => message.Id > after && StateOf(message) == state)
                    .Take(count)
                    .Select(message => message.Describe(state, message.IsParked ? 0 : CountBehind(messages, message))),
            ],
            cancellationToken);

    public Task<ReadOnlyMemory<byte>?> ReadBodyAsync(string destination, long id, CancellationToken cancellationToken = default) =>
        Do(destination, messages => messages.Find(id)?.Body is { } body ? body : (ReadOnlyMemory<byte>?)null, cancellationToken);

    public Task<int> ReplayAsync(string destination, IReadOnlyList<long> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return Do(destination, messages => messages.Replay(ids), cancellationToken);
    }

    public Task<int> DiscardAsync(
        string destination, IReadOnlyList<long> ids, DateTimeOffset? parkedBefore, DateTimeOffset handledAt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return Do(destination, messages => messages.Discard(ids, parkedBefore, handledAt), cancellationToken);
    }

    public Task<int> ForgetAsync(string destination, DateTimeOffset handledBefore, int count, CancellationToken cancellationToken = default) =>
        Do(destination, messages => messages.Forget(handledBefore, count), cancellationToken);

    public Task<DateTimeOffset> KeepTimeAsync(string destination, DateTimeOffset time, CancellationToken cancellationToken = default) =>
        Do(destination, messages => messages.Time = time > messages.Time ? time : messages.Time, cancellationToken);

    /// <summary>Ends a lease, as time would.</summary>
    internal void Expire(string destination, long id) => Do(
        destination,
        messages =>
        {
            if (messages.Find(id) is { LeaseUntil: not null } message)
            {
                message.Extend(DateTimeOffset.MinValue);
            }

            return true;
        },
        CancellationToken.None);

    private static long CountBehind(InMemoryDestination messages, InMemoryMessage first) => first.Key is null
        ? 0
        : messages.Unhandled.Where(message => message.IsOpen && message.Id > first.Id && message.Key == first.Key).Take(RedoxInboxItem.MaxBehind).Count();

    private RedoxInboxItemState StateOf(InMemoryMessage message) =>
        message.IsParked ? RedoxInboxItemState.Parked
        : message.IsLive(time.GetUtcNow()) ? RedoxInboxItemState.Running
        : RedoxInboxItemState.Waiting;

    private Task<T> Do<T>(string destination, Func<InMemoryDestination, T> act, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        lock (_lock)
        {
            if (!_destinations.TryGetValue(destination, out var messages))
            {
                _destinations.Add(destination, messages = new());
            }

            return Task.FromResult(act(messages));
        }
    }
}
