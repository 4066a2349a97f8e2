using Microsoft.Extensions.Logging;
using Redox.Client.Telemetry;
using Redox.Client.Transport;

namespace Redox.Client.Authentication;

/// <summary>
/// How far Redox's clock is from this machine's, where assertions were refused for it: Redox's time less this machine's. Learned from the <c>Date</c> of a
/// response (RFC 9110 section 6.6.1), and believed only after an assertion that is dated by it has been accepted, so that a wrong <c>Date</c> costs one
/// request and changes nothing. Written by one token request at a time, read by anybody.
/// </summary>
internal sealed class ClockDifference(TimeProvider time, ILogger logger)
{
    // Redox tolerates as much (page "JWT authentication errors"): a smaller difference is no reason to refuse.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    // A wrong time zone or summer time, with room. An assertion for a day further away would be a credential for later, in the hands of whoever sent that Date.
    private static readonly TimeSpan MaxCorrection = TimeSpan.FromDays(1);

    private long _ticks;

    /// <summary>What to add to this machine's time; zero as long as that has been good enough.</summary>
    public TimeSpan Current => TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    /// <summary>The difference that a response shows; zero within the tolerance, and <see langword="null"/> without a readable <c>Date</c>.</summary>
    /// <param name="answer">The response.</param>
    /// <param name="sent">The timestamp of the moment before its request was sent.</param>
    public TimeSpan? Measure(in ApiResponse answer, long sent)
    {
        if (answer.Date is not { } date)
        {
            return null;
        }

        // It was written at some moment between then and now, so a slow response is no difference.
        var (latest, earliest) = (date - time.GetUtcNow(), date - (time.GetUtcNow() - time.GetElapsedTime(sent)));
        var difference = earliest < TimeSpan.Zero ? earliest : latest > TimeSpan.Zero ? latest : TimeSpan.Zero;
        return difference.Duration() > Tolerance ? difference : TimeSpan.Zero;
    }

    /// <summary>Whether an assertion was refused that was dated by <see cref="Current"/>, and another date is worth one more.</summary>
    public bool IsWorthAnother(TimeSpan? measured) => measured is { } difference && difference.Duration() <= MaxCorrection && Disagrees(difference);

    /// <summary>An assertion was accepted that was dated with a difference.</summary>
    public void Accepted(TimeSpan used, TimeSpan? measured)
    {
        if (used != Current)
        {
            Keep(used);
        }
        else if (used != TimeSpan.Zero && measured == TimeSpan.Zero)
        {
            Keep(TimeSpan.Zero); // Someone has set the clock meanwhile. Any other Date has nothing but itself to speak for it, and waits for a refusal.
        }
    }

    /// <summary>What remains of a measured difference to be told when an assertion was refused: one that may be corrected has been tried, and was not the reason.</summary>
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
