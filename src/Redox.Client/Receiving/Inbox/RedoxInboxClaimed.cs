namespace Redox.Client.Receiving;

/// <summary>What <see cref="IRedoxInbox.ClaimAsync"/> has claimed.</summary>
public sealed class RedoxInboxClaimed
{
    /// <summary>The messages, in the order in which they were stored.</summary>
    public required IReadOnlyList<RedoxInboxEntry> Entries { get; init; }

    /// <summary>
    /// The leases of results that had no effect because the message has a higher fence by now, or was forgotten. A result that comes again has no effect either, but is not among them until somebody claims the message again.
    /// </summary>
    public IReadOnlyList<RedoxInboxLease> Lost { get; init; } = [];

    /// <summary>
    /// The leases of results that could not be recorded yet, since a transaction that is still open has changed their messages: they are passed again with a later call. A store whose
    /// writers wait for each other anyway has none.
    /// </summary>
    public IReadOnlyList<RedoxInboxLease> Unrecorded { get; init; } = [];
}
