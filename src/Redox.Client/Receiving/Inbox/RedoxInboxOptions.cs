namespace Redox.Client.Receiving;

/// <summary>How the messages of an inbox are handled.</summary>
public sealed class RedoxInboxOptions
{
    /// <summary>
    /// How many messages are handled at the same time. With 1 each waits until the one before it is handled or parked, as in Redox's own queue; with more there is
    /// no order, and a message that fails holds up no other. Default: 1.
    /// </summary>
    public int Parallelism { get; set; } = 1;

    /// <summary>How long to wait after the first failed attempt; doubled after each further one. Default: 2 seconds.</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait between two attempts. Default: 2 minutes, about as long as Redox itself waits (Redox: "Error handling and responses").</summary>
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// After how many failed attempts a message is parked: kept, but put aside, so that the next one has its turn. Default: <see langword="null"/>, never. Then one
    /// message that always fails holds up all that follow, as it does in Redox's own queue: nothing is passed over unless you say so.
    /// </summary>
    public int? MaxAttempts { get; set; }

    /// <summary>How long the log ID of a handled message is remembered, so that the same message is not stored again. Default: 24 hours.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(24);

    internal void Check()
    {
        if (this is not { Parallelism: >= 1, MaxAttempts: null or >= 1, Retention.Ticks: > 0, FirstRetry.Ticks: > 0 } || LongestRetry < FirstRetry || LongestRetry > TimeSpan.FromDays(1))
        {
            throw new RedoxConfigurationException(
                $"{nameof(RedoxInboxOptions)}: {nameof(Parallelism)} and {nameof(MaxAttempts)} must be at least 1, {nameof(FirstRetry)} and {nameof(Retention)} more than zero, "
                + $"and {nameof(LongestRetry)} between {nameof(FirstRetry)} and a day. Leave them out for one at a time, 2 seconds to 2 minutes, and 24 hours.");
        }
    }

    /// <summary>The wait after so many failed attempts.</summary>
    internal TimeSpan WaitAfter(int attempts) =>
        TimeSpan.FromTicks((long)Math.Min(LongestRetry.Ticks, FirstRetry.Ticks * Math.Pow(2, Math.Clamp(attempts - 1, 0, 60))));
}
