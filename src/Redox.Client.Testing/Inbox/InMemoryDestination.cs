using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox;

/// <summary>The messages of one destination, by ID. Not safe for concurrent use: <see cref="InMemoryInbox"/> has the lock.</summary>
internal sealed class InMemoryDestination
{
    private readonly SortedDictionary<long, InMemoryMessage> _unhandled = [];
    private readonly Dictionary<long, InMemoryMessage> _all = [];
    private readonly HashSet<string> _logIds = new(StringComparer.Ordinal);

    public DateTimeOffset Time { get; set; } = DateTimeOffset.MinValue;

    public IEnumerable<InMemoryMessage> Unhandled => _unhandled.Values;

    public bool Add(InMemoryMessage message)
    {
        if (message.LogId is { } logId && !_logIds.Add(logId))
        {
            return false;
        }

        _all.Add(message.Id, message);
        _unhandled.Add(message.Id, message);
        return true;
    }

    public InMemoryMessage? Find(long id) => _all.GetValueOrDefault(id);

    /// <returns>Whether the lease is the latest one of the message: a result that comes twice changes nothing, and is not lost.</returns>
    public bool Record(RedoxInboxResult result)
    {
        if (Find(result.Lease.Id) is not { } message || message.Fence != result.Lease.Fence)
        {
            return false;
        }

        if (message.LeaseUntil is not null)
        {
            message.Record(result);
            Tidy(message);
        }

        return true;
    }

    public List<RedoxInboxEntry> Claim(RedoxInboxClaim claim, DateTimeOffset now)
    {
        var messages = Claimable(claim, now);
        var (chosen, large) = (new List<InMemoryMessage>(), 0);
        foreach (var message in messages)
        {
            if (chosen.Count < claim.Count && (!message.IsLarge || large++ < claim.MaxLarge))
            {
                chosen.Add(message);
            }
        }

        return [.. chosen.OrderBy(message => message.Id).Select(message => message.Claim(now + claim.Lease))];
    }

    public int Replay(IReadOnlyList<long> ids)
    {
        var messages = Parked(ids);
        messages.ForEach(message => message.Replay());
        return messages.Count;
    }

    public int Discard(IReadOnlyList<long> ids, DateTimeOffset? parkedBefore, DateTimeOffset handledAt)
    {
        var messages = Parked(ids).FindAll(message => parkedBefore is null || message.ParkedAt < parkedBefore);
        foreach (var message in messages)
        {
            message.Close(handledAt);
            Tidy(message);
        }

        return messages.Count;
    }

    public int Forget(DateTimeOffset handledBefore, int count)
    {
        var old = _all.Values.Where(message => message.HandledAt < handledBefore).OrderBy(message => message.HandledAt).Take(count).ToList();
        foreach (var message in old)
        {
            _all.Remove(message.Id);
            if (message.LogId is { } logId)
            {
                _logIds.Remove(logId);
            }
        }

        return old.Count;
    }

    // Leases that have run out come first: what follows in their keys waits for them, even messages that were replayed to a place before them.
    private List<InMemoryMessage> Claimable(RedoxInboxClaim claim, DateTimeOffset now)
    {
        var leased = _unhandled.Values.Where(message => message.LeaseUntil is not null).ToList();
        var claimable = leased.Where(message => !message.IsLive(now)).ToList();
        if (leased.Exists(message => message.IsBarrier))
        {
            return claimable;
        }

        var busy = leased.Select(message => message.Key).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var isFirst = leased.Count == 0;
        foreach (var message in _unhandled.Values.Where(message => message.IsOpen))
        {
            var isHead = message.Key is not { } key || busy.Add(key);
            if (message.IsBarrier)
            {
                if (isFirst && message.IsDue(claim))
                {
                    claimable.Add(message);
                }

                return claimable;
            }

            isFirst = false;
            if (isHead && message.LeaseUntil is null && message.IsDue(claim))
            {
                claimable.Add(message);
            }
        }

        return claimable;
    }

    private List<InMemoryMessage> Parked(IReadOnlyList<long> ids) => [.. ids.Distinct().Select(Find).OfType<InMemoryMessage>().Where(message => message.IsParked)];

    private void Tidy(InMemoryMessage message)
    {
        if (message.HandledAt is not null)
        {
            _unhandled.Remove(message.Id);
        }
    }
}
