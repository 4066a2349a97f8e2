namespace Redox.Client.Authentication;

/// <summary>
/// The failure of a token request, as the callers get it: with the time after which the next request is made. Copies, because many callers get it at
/// different moments.
/// </summary>
internal static class TokenFailure
{
    // A refusal of the key does not pass within a second; some person has to act.
    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromSeconds(5);

    // What Redox asks for is honoured, within reason.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait at least after this failure.</summary>
    public static TimeSpan Pause(RedoxException failure) =>
        failure.RetryAfter is { } wait ? wait < LongestPause ? wait : LongestPause : failure.IsTransient ? TimeSpan.Zero : PauseAfterRefusal;

    /// <summary>For those who waited for the request.</summary>
    public static RedoxException Now(RedoxException failure, TimeSpan wait) => failure.With(failure.Message, Delivery.NotSent, wait, failure.TraceId);

    /// <summary>For those who come during the pause.</summary>
    public static RedoxException Again(RedoxException failure, TimeSpan wait) => failure.With(
        $"{failure.Message} (Previous failure; the token endpoint will be asked again in {Math.Ceiling(wait.TotalSeconds):0} s at the earliest.)",
        Delivery.NotSent,
        wait,
        failure.TraceId);
}
