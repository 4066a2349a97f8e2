using System.Globalization;

namespace Redox.Client.Calls;

/// <summary>
/// The only place that words failures. Every failure states only its cause and the remedy; here the name of the operation is put in front, and the sentence
/// that says whether it may have arrived comes last. That sentence is derived from the <see cref="Delivery"/> that the exception carries, so that
/// the two cannot disagree.
/// </summary>
internal static class CallFailure
{
    /// <summary>The failure of a call, given that of its last attempt.</summary>
    public static RedoxException Of(CallProgress progress, RedoxException last)
    {
        if (last is RedoxValidationException && progress.Requests == 0)
        {
            return last; // It names the operation itself, and lists every problem on a separate line.
        }

        var delivery = CallProgress.Together(progress.Delivery, last.Delivery);
        var arrival = Arrival(progress, last, delivery);
        return last.With($"{progress.Operation.Subject}: {Sentence(last.Message)}{arrival}", delivery, last.RetryAfter, last.TraceId ?? progress.TraceId);
    }

    public static RedoxException OutOfTime(CallProgress progress)
    {
        var limit = string.Create(CultureInfo.InvariantCulture, $"{progress.Operation.Timeout.TotalSeconds:0.###} seconds");
        if (progress.LastFailure is { } last)
        {
            // The caller needs to know why the attempt failed, not only that the time is up.
            return Of(progress, last.With($"{Sentence(last.Message)} The time limit of {limit} ended before the retry{Missing(progress)}.", last.Delivery, last.RetryAfter, last.TraceId));
        }

        return Of(progress, new RedoxUnavailableException(
            progress.Requests == 0 ? $"no attempt was made within {limit}{Missing(progress)}."
            : progress.Stage == CallStage.Token ? $"refused with HTTP 401, and no new access token within {limit}, in {progress.Attempts} attempt(s)."
            : progress.Stage == CallStage.Memory ? $"a response came, but there was no room for it within {nameof(RedoxClientOptions.MaxMemoryInFlight)} before the time limit of {limit} ended, in {progress.Attempts} attempt(s). Allow more, or ask for less at once."
            : $"no response within {limit}, in {progress.Attempts} attempt(s).")
        {
            IsTransient = true,

            // After a refusal the time ran out while the retry waited: an attempt that was under way may have arrived.
            Delivery = progress.Delivery == Delivery.Rejected ? Delivery.NotSent : progress.Delivery,
        });
    }

    /// <summary>The client was disposed before the call ended.</summary>
    public static RedoxException Disposed(CallProgress progress)
    {
        if (progress.LastFailure is { } last)
        {
            return Of(progress, last.With($"{Sentence(last.Message)} The client was disposed before the retry.", last.Delivery, last.RetryAfter, last.TraceId));
        }

        return Of(progress, new RedoxUnavailableException("the client is disposed, with the host or service provider that it belongs to.")
        {
            Delivery = progress.Delivery == Delivery.Rejected ? Delivery.NotSent : progress.Delivery, // As when time runs out.
        });
    }

    private static string Missing(CallProgress progress) => progress.Stage switch
    {
        CallStage.Token => ": there was no access token",
        CallStage.Turn => ": there was no turn under the rate limit",
        _ => "",
    };

    private static string Arrival(CallProgress progress, RedoxException last, Delivery delivery) => delivery switch
    {
        Delivery.Unknown when progress.Operation.IsSafe => " It is safe to ask again.",
        Delivery.Unknown when last.Delivery == Delivery.Unknown => $" The {progress.Operation.Noun} may have arrived: check Redox's logs before you send it again.",
        Delivery.Unknown => $" An earlier attempt may have arrived: check Redox's logs before you send the {progress.Operation.Noun} again.",
        Delivery.Rejected when last.Delivery == Delivery.NotSent => " An earlier attempt was refused, and the retry was not sent.",
        Delivery.Rejected => "", // The cause itself says what was refused, and by whom.
        _ => $" The {progress.Operation.Noun} was not sent{(last.IsTransient ? "; try again later" : "")}.",
    };

    // The exception may come from an application's own handler, in any style.
    private static string Sentence(string cause) => cause.EndsWith('.') || cause.EndsWith(')') ? cause : $"{cause}.";
}
