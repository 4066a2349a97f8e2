namespace Redox.Client.Receiving;

/// <summary>Which parked messages of a destination are meant.</summary>
public sealed class RedoxParkedMessages
{
    private RedoxParkedMessages(IReadOnlyList<long>? ids, DateTimeOffset? before) => (Ids, ParkedBefore) = (ids, before);

    /// <summary>All of them.</summary>
    public static RedoxParkedMessages All { get; } = new(null, null);

    /// <summary>Those with these IDs; <see langword="null"/> when IDs do not matter.</summary>
    public IReadOnlyList<long>? Ids { get; }

    /// <summary>Those that were parked before this time; <see langword="null"/> when the time does not matter.</summary>
    public DateTimeOffset? ParkedBefore { get; }

    /// <summary>Those with these IDs. IDs of messages that are not parked have no effect.</summary>
    /// <param name="ids">The <see cref="RedoxInboxItem.Id"/>s.</param>
    /// <returns>The messages.</returns>
    public static RedoxParkedMessages WithIds(params IReadOnlyList<long> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return new([.. ids.Distinct()], null);
    }

    /// <summary>Those that were parked before a time.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The messages.</returns>
    public static RedoxParkedMessages Before(DateTimeOffset time) => new(null, time);
}
