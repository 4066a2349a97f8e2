using System.Globalization;
using System.Net;
using Redox.Client.Calls;
using Redox.Client.Calls.Http;
using Redox.Client.Models;
using Redox.Client.Telemetry;

namespace Redox.Client.Sending;

/// <summary>
/// Describes a failed response: its cause and the remedy. Only kinds and IDs of Redox's errors appear in the message; their texts, which may quote
/// the patient's data, stay in <see cref="RedoxException.Errors"/>.
/// </summary>
internal static class ResponseFailure
{
    private const int MaxSaid = 10;

    /// <summary>The failure of an attempt whose delivery is already known.</summary>
    public static RedoxException Of(CallProgress progress, in ApiResponse answer, in ResponseBody body)
    {
        var (status, errors) = (answer.Status, body.Errors);
        var said = Said(answer, body);
        string[] logIds = [.. (body.Meta?.Logs ?? []).Select(log => ClientTelemetry.LogIdToShow(log.ID)).OfType<string>()];
        var delivery = progress.Delivery;

        return (int)status switch
        {
            401 => new RedoxAuthenticationException(
                $"Redox refused the access token{(progress.Requests > 1 ? ", even after it was renewed" : "")} ({said}). Check that the API key is active, and allowed to act for the source.")
            { StatusCode = status, Errors = errors, LogIds = logIds, Delivery = delivery },

            429 => new RedoxRateLimitException(
                $"refused for too many requests ({said}). {(answer.RetryAfter is { } wait ? $"Wait for {Seconds(wait)}" : "Wait")} and send fewer requests at a time.")
            { StatusCode = status, Errors = errors, LogIds = logIds, Delivery = delivery, RetryAfter = answer.RetryAfter, Limit = answer.RateLimit },

            408 or >= 500 => new RedoxUnavailableException($"Redox failed ({said}).")
            { StatusCode = status, Errors = errors, LogIds = logIds, Delivery = delivery, IsTransient = answer.IsTransient, RetryAfter = answer.RetryAfter },

            >= 300 and < 400 => new RedoxUnavailableException($"refused with a redirect ({said}), which is not followed. Check BaseAddress.")
            { StatusCode = status, Errors = errors, LogIds = logIds, Delivery = delivery },

            _ => new RedoxRejectedException($"refused ({said}). {Remedy(status, errors)}")
            { StatusCode = status, Errors = errors, LogIds = logIds, Delivery = delivery },
        };
    }

    public static RedoxUnavailableException Unreadable(in ApiResponse answer, string kind) =>
        new($"the response cannot be read ({Status(answer)}, {kind}, {answer.Body.Length} {(answer.Body.Length == 1 ? "byte" : "bytes")}). Check BaseAddress and any proxy or gateway in between.")
        { StatusCode = answer.Status, Delivery = Delivery.Unknown };

    private static string Remedy(HttpStatusCode status, IReadOnlyList<MessageError> errors) => status switch
    {
        HttpStatusCode.RequestEntityTooLarge => "The message is too large: upload files and refer to them instead of embedding them.",
        HttpStatusCode.Forbidden or HttpStatusCode.NotFound => "Check the destination's ID, and that BaseAddress is the address of the Redox API.",
        _ when errors.Any(error => error.Module == "Subscriptions") => "Check that each destination is subscribed to this data model, in the same environment as the key.",
        HttpStatusCode.ProxyAuthenticationRequired => "A proxy requires credentials; nothing arrived at Redox. Check the proxy's settings.",
        _ when errors.Count > 0 => "See Errors for Redox's reasons; they may quote the message.",
        _ => "The response gives no reasons: check Redox's logs, BaseAddress and any proxy or gateway in between.",
    };

    private static string Said(in ApiResponse answer, in ResponseBody body) =>
        string.Join("; ", [Status(answer), .. body.Errors.Count == 0 ? [body.Kind] : body.Errors.Take(MaxSaid).Select(Said)])
        + (body.Errors.Count > MaxSaid ? string.Create(CultureInfo.InvariantCulture, $"; {body.Errors.Count - MaxSaid} more") : "");

    private static string Seconds(TimeSpan wait) => string.Create(CultureInfo.InvariantCulture, $"{wait.TotalSeconds:0} second{(Math.Round(wait.TotalSeconds) == 1 ? "" : "s")}");

    private static string Status(in ApiResponse answer) => string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)answer.Status}");

    private static string Said(MessageError error)
    {
        string[] kind = [.. new[] { error.Type?.Value, error.Module }.Where(IsKnown)!];
        var id = error.ID is { } number ? string.Create(CultureInfo.InvariantCulture, $"error {number}") : "error";
        return kind.Length == 0 ? id : $"{id} {string.Join('/', kind)}";
    }

    // The types and modules that Redox is known to use (recorded, and in its older documentation). Anything else may be foreign text.
    private static bool IsKnown(string? word) => word is "message" or "transmission" or "query" or "DataModels" or "Subscriptions" or "Send";
}
