namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// What our own inbox can do beyond the contract. An application's inbox need not implement it: the worker then uses <see cref="ContractOwnership"/>.
/// </summary>
internal interface IInboxOwner : IRedoxInbox
{
    /// <summary>Makes this process the one that handles the messages of a destination; <see langword="null"/> while another process is.</summary>
    Task<IInboxOwnership?> TryOwnAsync(string destination, RedoxInboxOptions options, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many messages wait for their handler, retries included.</summary>
    long CountWaiting(string destination);

    long CountParked(string destination);

    /// <summary>When the oldest waiting message was received.</summary>
    DateTimeOffset? OldestWaiting(string destination);
}

/// <summary>The right to handle the messages of a destination, until it is disposed or the process ends in any way.</summary>
internal interface IInboxOwnership : IDisposable
{
    /// <summary>The last saved time of the inbox clock; <see langword="null"/> when the inbox saves none. See <see cref="InboxClock"/>.</summary>
    DateTimeOffset? KeptTime { get; }

    /// <summary>The messages that were being handled when the previous process died.</summary>
    IReadOnlyList<InboxDeath> Deaths { get; }

    /// <summary>Why another process has the right now, in words that may be logged; <see langword="null"/> as long as this one has it.</summary>
    string? Loss { get; }

    /// <summary>Reads a number of messages that are due, and up to <paramref name="ahead"/> further ones as long as they are small.</summary>
    Task<IReadOnlyList<RedoxInboxEntry>> ReadAsync(DateTimeOffset dueBy, int count, int ahead, IReadOnlySet<long> except, CancellationToken cancellationToken);

    /// <summary>Records, so that it survives the death of the process, that a lane has begun a message.</summary>
    void Begin(int lane, long id);

    void End(int lane);

    Task KeepTimeAsync(DateTimeOffset now);
}

/// <summary>A message during whose handling the process died.</summary>
internal sealed record InboxDeath(string? LogId, int Count, bool IsParked);
