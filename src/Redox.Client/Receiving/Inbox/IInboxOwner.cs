namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// What our own inbox can do beyond the contract. An application's inbox need not: the worker then gets along with <see cref="ContractOwnership"/>.
/// </summary>
internal interface IInboxOwner : IRedoxInbox
{
    /// <summary>Makes this process the one that handles the messages of a destination; <see langword="null"/> while another process is.</summary>
    Task<IInboxOwnership?> TryOwnAsync(string destination, RedoxInboxOptions options, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many messages wait for their handler, retries included.</summary>
    long CountWaiting(string destination);

    long CountParked(string destination);

    /// <summary>When the oldest message that waits was received.</summary>
    DateTimeOffset? OldestWaiting(string destination);
}

/// <summary>The right to handle the messages of a destination, until it is disposed or the process ends, however it ends.</summary>
internal interface IInboxOwnership : IDisposable
{
    /// <summary>What the clock of the inbox showed when it was last kept; <see langword="null"/> when the inbox keeps none. See <see cref="InboxClock"/>.</summary>
    DateTimeOffset? KeptTime { get; }

    /// <summary>The messages that were being handled when the process before this one died.</summary>
    IReadOnlyList<InboxDeath> Deaths { get; }

    /// <summary>Why another process has the right now, in words that a log may show; <see langword="null"/> as long as this one has it.</summary>
    string? Loss { get; }

    /// <summary>Reads messages that are due: so many, and up to <paramref name="ahead"/> further ones as long as they are small.</summary>
    Task<IReadOnlyList<RedoxInboxEntry>> ReadAsync(DateTimeOffset dueBy, int count, int ahead, IReadOnlySet<long> except, CancellationToken cancellationToken);

    /// <summary>Remembers beyond the death of the process that a lane has begun with a message.</summary>
    void Begin(int lane, long id);

    void End(int lane);

    Task KeepTimeAsync(DateTimeOffset now);
}

/// <summary>A message whose handling the process did not survive.</summary>
internal sealed record InboxDeath(string? LogId, int Count, bool IsParked);
