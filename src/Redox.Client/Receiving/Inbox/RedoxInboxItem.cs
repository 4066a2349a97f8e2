namespace Redox.Client.Receiving;

/// <summary>A message in an <see cref="IRedoxInbox"/> as it is listed: nothing of its body.</summary>
public sealed class RedoxInboxItem
{
    /// <summary>The highest number that <see cref="Behind"/> has: 1,000. Listing takes no longer the more messages wait.</summary>
    public const int MaxBehind = 1000;

    /// <summary>The ID of the message in the inbox.</summary>
    public required long Id { get; init; }

    /// <summary>The <see cref="RedoxInboxMessage.LogId"/>.</summary>
    public required string? LogId { get; init; }

    /// <summary>What is happening to it.</summary>
    public required RedoxInboxItemState State { get; init; }

    /// <summary>When it was received from Redox.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>How many attempts to handle it have failed.</summary>
    public required int Attempts { get; init; }

    /// <summary>How often its lease ran out; see <see cref="RedoxInboxEntry.Deaths"/>.</summary>
    public required int Deaths { get; init; }

    /// <summary>When the next attempt is due; <see langword="null"/> unless an attempt has failed and it is waiting.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>When it was parked; <see langword="null"/> unless it is.</summary>
    public DateTimeOffset? ParkedAt { get; init; }

    /// <summary>Why the last attempt failed; <see langword="null"/> when none has, or since it was replayed.</summary>
    public RedoxInboxFailure? Failure { get; init; }

    /// <summary>The size of its body in bytes, as it is stored: a protected one is about 150 bytes larger than it came.</summary>
    public required long Size { get; init; }

    /// <summary>
    /// How many later messages of its key are unhandled; counted up to <see cref="MaxBehind"/>, which means so many or more. 0 for a parked
    /// one, which holds up none. Those of other keys, which wait for a barrier too, are not counted.
    /// </summary>
    public required long Behind { get; init; }
}

/// <summary>What is happening to a message in an inbox.</summary>
public enum RedoxInboxItemState
{
    /// <summary>It waits for its handler, or for its next attempt.</summary>
    Waiting,

    /// <summary>It is claimed, and its lease has not run out.</summary>
    Running,

    /// <summary>It is set aside.</summary>
    Parked,
}
