using System.Globalization;
using Redox.Client.Transport;

namespace Redox.Client.Calls;

/// <summary>
/// The one voice of failures. Whatever ends a call states only its cause and the remedy; here the name of the operation comes in front, and the sentence
/// that says whether something may have arrived comes last. That sentence is written from the <see cref="Delivery"/> that the exception carries, so that
/// the two cannot disagree.
/// </summary>
internal static class CallFailure
{
    /// <summary>The failure of a call, given that of its last attempt.</summary>
    public static RedoxException Of(CallProgress progress, RedoxException last)
    {
        if (last is RedoxValidationException && progress.Requests == 0)
        {
            return last; // It names the message itself, and every problem in a line of its own.
        }

        var delivery = CallProgress.Together(progress.Delivery, last.Delivery);
        var arrival = Arrival(progress, last, delivery);
        return last.With($"{progress.Call.MessageType}: {Sentence(last.Message)}{arrival}", delivery, last.RetryAfter, last.TraceId ?? progress.TraceId);
    }

    public static RedoxException OutOfTime(CallProgress progress)
    {
        var limit = string.Create(CultureInfo.InvariantCulture, $"{progress.Timeout.TotalSeconds:0.###} seconds");
        if (progress.LastFailure is { } last)
        {
            // It is more than that the time is over: what an attempt met is what the caller has to know.
            return Of(progress, last.With($"{Sentence(last.Message)} The time limit of {limit} ended before the retry{Missing(progress)}.", last.Delivery, last.RetryAfter, last.TraceId));
        }

        return Of(progress, new RedoxUnavailableException(
            progress.Requests == 0 ? $"no attempt was made within {limit}{Missing(progress)}."
            : progress.Stage == CallStage.Token ? $"refused with HTTP 401, and no other access token within {limit}, in {progress.Attempts} attempt(s)."
            : $"no response within {limit}, in {progress.Attempts} attempt(s).")
        {
            IsTransient = true,

            // After a refusal the time ran out while the retry waited: an attempt that was under way may have arrived.
            Delivery = progress.Delivery == Delivery.Rejected ? Delivery.NotSent : progress.Delivery,
        });
    }

    /// <summary>The client has ended before the call has.</summary>
    public static RedoxException Disposed(CallProgress progress)
    {
        if (progress.LastFailure is { } last)
        {
            return Of(progress, last.With($"{Sentence(last.Message)} The client was disposed before the retry.", last.Delivery, last.RetryAfter, last.TraceId));
        }

        return Of(progress, new RedoxUnavailableException("the client is disposed, with the host or service provider that it belongs to.")
        {
            Delivery = progress.Delivery == Delivery.Rejected ? Delivery.NotSent : progress.Delivery, // As when the time runs out.
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
        Delivery.Unknown when progress.Call.IsQuery => " It is safe to ask again.",
        Delivery.Unknown when last.Delivery == Delivery.Unknown => " The message may have arrived: look into Redox's logs before you send it again.",
        Delivery.Unknown => " An earlier attempt may have arrived: look into Redox's logs before you send the message again.",
        Delivery.Rejected when last.Delivery == Delivery.NotSent => " An earlier attempt was refused, and the retry was not sent.",
        Delivery.Rejected => "", // What was refused, and by whom, is the cause itself.
        _ => $" The {(progress.Call.IsQuery ? "query" : "message")} was not sent{(last.IsTransient ? "; try again later" : "")}.",
    };

    // An application's own handler may have thrown it, in whatever style.
    private static string Sentence(string cause) => cause.EndsWith('.') || cause.EndsWith(')') ? cause : $"{cause}.";
}
