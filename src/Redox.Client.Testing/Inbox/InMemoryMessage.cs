using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox;

/// <summary>A message in memory. Once it is handled, only its log ID and its fence matter.</summary>
internal sealed class InMemoryMessage(long id, RedoxInboxMessage message)
{
    private RedoxInboxFailure? _failure;
    private DateTimeOffset? _retryAt;

    public long Id => id;

    public string? LogId { get; } = message.LogId;

    public string? Key { get; private set; } = message.Key;

    public bool IsBarrier { get; } = message.IsBarrier;

    public DateTimeOffset ReceivedAt { get; } = message.ReceivedAt;

    public byte[]? Body { get; private set; } = message.Body.ToArray();

    public int Attempts { get; private set; }

    public int Deaths { get; private set; }

    public long Fence { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }

    public DateTimeOffset? ParkedAt { get; private set; }

    public DateTimeOffset? HandledAt { get; private set; }

    public bool IsOpen => HandledAt is null && ParkedAt is null;

    public bool IsParked => HandledAt is null && ParkedAt is not null;

    public bool IsLarge => Body?.Length > RedoxInboxClaim.LargeBody;

    public bool IsLive(DateTimeOffset now) => LeaseUntil > now;

    public bool IsDue(RedoxInboxClaim claim) => _retryAt is not { } time || time <= claim.DueBy || time > claim.LatestDue;

    public bool IsHeldUnder(RedoxInboxLease lease) => LeaseUntil is not null && Fence == lease.Fence;

    public RedoxInboxEntry Claim(DateTimeOffset until)
    {
        Deaths += LeaseUntil is null ? 0 : 1;
        LeaseUntil = until;
        return new() { Lease = new(id, ++Fence), LogId = LogId, ReceivedAt = ReceivedAt, Attempts = Attempts, Deaths = Deaths, Body = Body! };
    }

    public void Extend(DateTimeOffset until) => LeaseUntil = until;

    public void Record(RedoxInboxResult result)
    {
        LeaseUntil = null;
        switch (result.Kind)
        {
            case RedoxInboxResultKind.Completed:
                Close(result.At);
                break;
            case RedoxInboxResultKind.Retry:
                (Attempts, _failure, _retryAt) = (Attempts + 1, result.Failure, result.At);
                break;
            case RedoxInboxResultKind.Parked:
                (Attempts, _failure, ParkedAt) = (Attempts + 1, result.Failure, result.At);
                break;
            case RedoxInboxResultKind.Released:
            default:
                break;
        }
    }

    public void Replay() => (Attempts, Deaths, _failure, _retryAt, ParkedAt) = (0, 0, null, null, null);

    public void Close(DateTimeOffset handledAt) => (HandledAt, Body, Key, _failure) = (handledAt, null, null, null);

    public RedoxInboxItem Describe(RedoxInboxItemState state, long behind) => new()
    {
        Id = id,
        LogId = LogId,
        State = state,
        ReceivedAt = ReceivedAt,
        Attempts = Attempts,
        Deaths = Deaths,
        RetryAt = state == RedoxInboxItemState.Waiting ? _retryAt : null,
        ParkedAt = ParkedAt,
        Failure = _failure,
        Size = Body!.Length,
        Behind = behind,
    };
}
