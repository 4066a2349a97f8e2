namespace Redox.Client.Receiving;

/// <summary>What became of a claimed message. It has an effect only while the message is claimed under this lease: no later claim, and no result before.</summary>
public sealed class RedoxInboxResult
{
    private RedoxInboxResult(RedoxInboxResultKind kind, RedoxInboxLease lease, DateTimeOffset at, RedoxInboxFailure? failure) =>
        (Kind, Lease, At, Failure) = (kind, lease, at, failure);

    /// <summary>What became of it.</summary>
    public RedoxInboxResultKind Kind { get; }

    /// <summary>The lease under which it was handled.</summary>
    public RedoxInboxLease Lease { get; }

    /// <summary>The time of handling, of the next attempt, or of parking; the earliest time there is for <see cref="RedoxInboxResultKind.Released"/>.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Why it failed; <see langword="null"/> when it did not.</summary>
    public RedoxInboxFailure? Failure { get; }

    /// <summary>It was handled: its body, its key and the failure of an earlier attempt are deleted, and its log ID is kept until <see cref="IRedoxInbox.ForgetAsync"/>.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="handledAt">When.</param>
    /// <returns>The result.</returns>
    public static RedoxInboxResult Completed(RedoxInboxLease lease, DateTimeOffset handledAt) => new(RedoxInboxResultKind.Completed, lease, handledAt, null);

    /// <summary>An attempt failed, and is counted.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="retryAt">When the next attempt is due. Until it succeeds, later messages of its key wait.</param>
    /// <param name="failure">Why.</param>
    /// <returns>The result.</returns>
    public static RedoxInboxResult Retry(RedoxInboxLease lease, DateTimeOffset retryAt, RedoxInboxFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new(RedoxInboxResultKind.Retry, lease, retryAt, failure);
    }

    /// <summary>An attempt failed, and is counted; the message is kept, but no longer claimed until <see cref="IRedoxInbox.ReplayAsync"/>. Later messages of its key do not wait for it.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="parkedAt">When.</param>
    /// <param name="failure">Why.</param>
    /// <returns>The result.</returns>
    public static RedoxInboxResult Parked(RedoxInboxLease lease, DateTimeOffset parkedAt, RedoxInboxFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new(RedoxInboxResultKind.Parked, lease, parkedAt, failure);
    }

    /// <summary>It was not handled. The message waits as before the claim, with the time of its retry, its attempts and its failure, but keeps its fence and its deaths.</summary>
    /// <param name="lease">The lease.</param>
    /// <returns>The result.</returns>
    public static RedoxInboxResult Released(RedoxInboxLease lease) => new(RedoxInboxResultKind.Released, lease, DateTimeOffset.MinValue, null);
}

/// <summary>What became of a claimed message.</summary>
public enum RedoxInboxResultKind
{
    /// <summary>It was handled.</summary>
    Completed,

    /// <summary>It failed, and is retried.</summary>
    Retry,

    /// <summary>It failed, and is set aside.</summary>
    Parked,

    /// <summary>It was not handled.</summary>
    Released,
}
