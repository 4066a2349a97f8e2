using System.Buffers;
using System.Globalization;
using System.Net;
using Redox.Client.Models;
using Redox.Client.Transport;

namespace Redox.Client.Sending;

/// <summary>
/// Puts a failed answer into words. Of what Redox wrote only kinds and IDs appear in the message; its texts, which may quote the patient's data,
/// stay in <see cref="RedoxException.Errors"/>.
/// </summary>
internal static class AnswerFailure
{
    private const int LongestWord = 64;
    private static readonly SearchValues<char> WordCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ._-");

    public static RedoxException Of(OutgoingCall call, in HttpAnswer answer, in AnswerBody body)
    {
        var (type, status, errors) = (call.MessageType, answer.Status, body.Errors);
        var said = Said(answer, body);
        string[] logIds = [.. (body.Meta?.Logs ?? []).Select(log => log.ID).OfType<string>()];
        var delivery = call.Progress.Delivery;

        return (int)status switch
        {
            401 => new RedoxAuthenticationException(
                $"{type}: Redox refused the access token, also after it was renewed ({said}). Check that the API key is active, and allowed to act for the source.")
            { StatusCode = status, Errors = errors, LogIds = logIds, Delivery = delivery },

            429 => new RedoxRateLimitException(
                $"{type}: refused for too many requests ({said}). {(answer.RetryAfter is { } wait ? $"Wait for {wait.TotalSeconds:0} seconds" : "Wait")} and send less at a time.")
            { StatusCode = status, Errors = errors, LogIds = logIds, Delivery = delivery, RetryAfter = answer.RetryAfter, Limit = answer.RateLimit },

            408 or >= 500 => new RedoxUnavailableException($"{type}: Redox failed ({said}). {Remedy(call)}")
            { StatusCode = status, Errors = errors, LogIds = logIds, Delivery = delivery, IsTransient = answer.IsTransient, RetryAfter = answer.RetryAfter },

            >= 300 and < 400 => new RedoxUnavailableException($"{type}: the answer points to another address ({said}), which is not followed. Check BaseAddress.")
            { StatusCode = status, Errors = errors, LogIds = logIds, Delivery = delivery },

            _ => new RedoxRejectedException($"{type}: refused ({said}). {Remedy(status, errors)}")
            { StatusCode = status, Errors = errors, LogIds = logIds, Delivery = answer.IsSuccess ? OfListedErrors(call) : delivery },
        };
    }

    public static RedoxUnavailableException Unreadable(OutgoingCall call, in HttpAnswer answer, string kind) =>
        new($"{call.MessageType}: the answer cannot be read ({Status(answer)}, {kind}, {answer.Body.Length} bytes). {Remedy(call)} Check BaseAddress and what stands between.")
        { StatusCode = answer.Status, Delivery = Delivery.Unknown };

    public static RedoxUnavailableException OutOfTime(OutgoingCall call)
    {
        var (type, progress) = (call.MessageType, call.Progress);
        var limit = string.Create(CultureInfo.InvariantCulture, $"{progress.Timeout.TotalSeconds:0.###} seconds");
        return new(progress.Attempts == 0
            ? $"{type}: not sent within {limit}: there was no access token, or no turn under the rate limit. The log tells which. {Remedy(call)}"
            : $"{type}: no answer within {limit}, in {progress.Attempts} attempt(s). {Remedy(call)}")
        { IsTransient = true, Delivery = progress.Delivery };
    }

    /// <summary>The client has ended before the call has.</summary>
    public static RedoxUnavailableException Disposed(OutgoingCall call) =>
        new($"{call.MessageType}: the client is disposed, with the host or service provider that it belongs to. {(call.Progress.Delivery == Delivery.Unknown ? Remedy(call) : "The message did not arrive.")}")
        { Delivery = call.Progress.Delivery };

    /// <summary>
    /// The failure of a call, given that of its last attempt. When that one never left (no token, no room under the rate limit) but one before it may
    /// have arrived, the call as a whole may have arrived.
    /// </summary>
    public static RedoxException InView(OutgoingCall call, RedoxException last)
    {
        var delivery = call.Progress.Delivery;
        if (last.Delivery != Delivery.NotSent || delivery == Delivery.NotSent)
        {
            return last;
        }

        var message = delivery == Delivery.Unknown
            ? $"{call.MessageType}: an earlier attempt got no answer, so the message may have arrived: look into Redox's logs before you send it again. The repetition was not sent: {last.Message}"
            : $"{call.MessageType}: Redox refused an earlier attempt. The repetition was not sent: {last.Message}";
        return last switch
        {
            RedoxAuthenticationException authentication => new RedoxAuthenticationException(message)
            {
                StatusCode = last.StatusCode,
                IsTransient = last.IsTransient,
                Delivery = delivery,
                Error = authentication.Error,
                ErrorDescription = authentication.ErrorDescription,
                ErrorUri = authentication.ErrorUri,
                RetryAfter = last.RetryAfter,
            },
            RedoxRateLimitException limited => new RedoxRateLimitException(message)
            {
                StatusCode = last.StatusCode,
                Delivery = delivery,
                RetryAfter = limited.RetryAfter,
                Limit = limited.Limit,
            },
            _ => new RedoxUnavailableException(message) { StatusCode = last.StatusCode, IsTransient = last.IsTransient, RetryAfter = last.RetryAfter, Delivery = delivery },
        };
    }

    // An event for several destinations may have failed at one and arrived at another: which, is not documented.
    private static Delivery OfListedErrors(OutgoingCall call) => call.Message.Meta.Destinations.Count == 1 ? Delivery.Rejected : Delivery.Unknown;

    private static string Remedy(OutgoingCall call) => call switch
    {
        { Progress.Call.IsQuery: true } => "Try again later.",
        { Progress.Delivery: Delivery.Unknown } => "The message may have arrived: look into Redox's logs before you send it again.",
        _ => "The message did not arrive. Try again later.",
    };

    private static string Remedy(HttpStatusCode status, IReadOnlyList<MessageError> errors) => status switch
    {
        HttpStatusCode.RequestEntityTooLarge => "The message is too large: upload files and refer to them instead of embedding them.",
        HttpStatusCode.Forbidden or HttpStatusCode.NotFound => "Check the destination's ID, and that BaseAddress is the address of the Redox API.",
        _ when errors.Any(error => error.Module == "Subscriptions") => "Check that each destination is subscribed to this data model, in the same environment as the key.",
        _ => "See Errors for Redox's reasons; they may quote the message.",
    };

    private static string Said(in HttpAnswer answer, in AnswerBody body) =>
        string.Join("; ", [Status(answer), .. body.Errors.Count == 0 ? [body.Kind] : body.Errors.Select(Said)]);

    private static string Status(in HttpAnswer answer) => string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)answer.Status}");

    private static string Said(MessageError error)
    {
        string[] kind = [.. new[] { error.Type?.Value, error.Module }.Where(IsWord)!];
        var id = error.ID is { } number ? string.Create(CultureInfo.InvariantCulture, $"error {number}") : "error";
        return kind.Length == 0 ? id : $"{id} {string.Join('/', kind)}";
    }

    // Type and Module are words of Redox's own, as far as is known. Anything else does not get into a message.
    private static bool IsWord(string? text) => text is { Length: > 0 and <= LongestWord } && !text.AsSpan().ContainsAnyExcept(WordCharacters);
}
