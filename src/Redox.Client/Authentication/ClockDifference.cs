using Microsoft.Extensions.Logging;
using Redox.Client.Calls.Http;
using Redox.Client.Telemetry;

namespace Redox.Client.Authentication;

/// <summary>
/// The difference between Redox's clock and this machine's, when assertions were refused because of it: Redox's time minus this machine's. Learned from the <c>Date</c> of a
/// response (RFC 9110 section 6.6.1), and trusted only after an assertion dated by it has been accepted, so that a wrong <c>Date</c> costs one
/// request and changes nothing. Written by one token request at a time, read by any thread.
/// </summary>
internal sealed class ClockDifference(TimeProvider time, ILogger logger)
{
    // Redox tolerates this much (page "JWT authentication errors"): a smaller difference is no reason for a refusal.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    // Covers a wrong time zone or daylight saving time, with a margin. An assertion for a later date would be a future credential in the hands of the sender of that Date.
    private static readonly TimeSpan MaxCorrection = TimeSpan.FromDays(1);

    private long _ticks;

    /// <summary>The correction to add to this machine's time; zero as long as none was needed.</summary>
    public TimeSpan Current => TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    /// <summary>The difference that a response shows; zero within the tolerance, and <see langword="null"/> without a readable <c>Date</c>.</summary>
    /// <param name="answer">The response.</param>
    /// <param name="sent">The timestamp just before its request was sent.</param>
    public TimeSpan? Measure(in ApiResponse answer, long sent)
    {
        if (answer.Date is not { } date)
        {
            return null;
        }

        // The Date was written at some moment between then and now, so a slow response does not count as a difference.
        var (latest, earliest) = (date - time.GetUtcNow(), date - (time.GetUtcNow() - time.GetElapsedTime(sent)));
        var difference = earliest < TimeSpan.Zero ? earliest : latest > TimeSpan.Zero ? latest : TimeSpan.Zero;
        return difference.Duration() > Tolerance ? difference : TimeSpan.Zero;
    }

    /// <summary>Whether an assertion dated by <see cref="Current"/> was refused, and another date is worth one more request.</summary>
    public bool IsWorthAnother(TimeSpan? measured) => measured is { } difference && difference.Duration() <= MaxCorrection && Disagrees(difference);

    /// <summary>An assertion dated with this difference was accepted.</summary>
    public void Accepted(TimeSpan used, TimeSpan? measured)
    {
        if (used != Current)
        {
            Keep(used);
        }
        else if (used != TimeSpan.Zero && measured == TimeSpan.Zero)
        {
            Keep(TimeSpan.Zero); // The clock has been set meanwhile. Any other Date is unconfirmed, and is only used after a refusal.
        }
    }

    /// <summary>The part of a measured difference to report when an assertion was refused: a difference that can be corrected has been tried, and was not the reason.</summary>
    public static TimeSpan? Uncorrected(TimeSpan? measured) => measured is { } difference && difference.Duration() <= MaxCorrection ? TimeSpan.Zero : measured;

    /// <summary>For example "00:10:00 ahead of Redox's".</summary>
    public static string Words(TimeSpan difference) => $"{Length(difference)} {Direction(difference)} Redox's";

    private bool Disagrees(TimeSpan difference) => (difference - Current).Duration() > Tolerance;

    private void Keep(TimeSpan difference)
    {
        Volatile.Write(ref _ticks, difference.Ticks);
        if (difference == TimeSpan.Zero)
        {
            logger.ClockAgrees();
        }
        else
        {
            logger.ClockDiffers(Length(difference), Direction(difference));
        }
    }

    private static TimeSpan Length(TimeSpan difference) => TimeSpan.FromSeconds(Math.Round(difference.Duration().TotalSeconds));

    private static string Direction(TimeSpan difference) => difference < TimeSpan.Zero ? "ahead of" : "behind";
}
