namespace Redox.Client.Authentication;

/// <summary>
/// The failure of a token request, as callers get it: with the time after which the next request is made. Copies, because many callers get it at
/// different moments.
/// </summary>
internal static class TokenFailure
{
    // A refusal of the key does not go away within a second; a person has to act.
    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromSeconds(5);

    // The wait that Redox asks for is honoured, within reason.
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(5);

    /// <summary>The minimum wait after this failure.</summary>
    public static TimeSpan MinimumPause(RedoxException failure) =>
        failure.RetryAfter is { } wait ? wait < MaxPause ? wait : MaxPause : failure.IsTransient ? TimeSpan.Zero : PauseAfterRefusal;

    /// <summary>For callers that waited for the request.</summary>
    public static RedoxException ForWaiter(RedoxException failure, TimeSpan wait) => failure.With(failure.Message, Delivery.NotSent, wait, failure.TraceId);

    /// <summary>For callers that come during the pause.</summary>
    public static RedoxException DuringPause(RedoxException failure, TimeSpan wait) => failure.With(
        $"{failure.Message} (Previous failure; the token endpoint will be tried again in {Math.Ceiling(wait.TotalSeconds):0} s at the earliest.)",
        Delivery.NotSent,
        wait,
        failure.TraceId);
}
