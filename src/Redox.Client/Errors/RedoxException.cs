using System.Collections;
using System.Net;
using Redox.Client.Models;

namespace Redox.Client;

/// <summary>
/// Why a call failed. The message and the inner exceptions never hold patient data, tokens or keys and can be logged;
/// <see cref="Errors"/> is Redox's own text and may quote the message, so treat it as patient data.
/// </summary>
public abstract class RedoxException : Exception
{
    private Delivery _delivery;
    private TimeSpan? _retryAfter;
    private string? _traceId;

    private protected RedoxException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private protected RedoxException(string message, RedoxException original)
        : base(message, original.InnerException)
    {
        (StatusCode, Errors, LogIds, IsTransient) = (original.StatusCode, original.Errors, original.LogIds, original.IsTransient);
        (_delivery, _retryAfter, _traceId) = (original._delivery, original._retryAfter, original._traceId);
        (HelpLink, HResult) = (original.HelpLink, original.HResult);
        foreach (DictionaryEntry entry in original.Data)
        {
            Data[entry.Key] = entry.Value;
        }
    }

    /// <summary>The HTTP status of Redox's response, if there was one.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The errors that Redox reported (<c>Meta.Errors</c>). Their texts may quote the message: treat them as patient data. Never null.</summary>
    public IReadOnlyList<MessageError> Errors { get; init; } = [];

    /// <summary>The IDs of the logs that Redox wrote for this call, if it named them; values that are not UUIDs are omitted. Never null.</summary>
    public IReadOnlyList<string> LogIds { get; init; } = [];

    /// <summary>
    /// Redox's ID of the exchange that the last response belongs to (the response header <c>Redox-Trace-Id</c>), to quote when you ask Redox about a failure.
    /// Null when there was no response or the header contains no ID. (That it is 16 to 64 hexadecimal digits and dashes is assumed.)
    /// </summary>
    public string? TraceId { get => _traceId; init => _traceId = value; }

    /// <summary>Whether the same call may succeed later without any change.</summary>
    public bool IsTransient { get; init; }

    /// <summary>
    /// How long to wait before trying again, where it is known: Redox said so (<c>Retry-After</c>), or this client delays its token requests
    /// after failures.
    /// </summary>
    public TimeSpan? RetryAfter { get => _retryAfter; init => _retryAfter = value; }

    /// <summary>
    /// Whether the message may have arrived, and so whether sending it again is safe. When it is not set, as in tests of applications:
    /// <see cref="Redox.Client.Delivery.Rejected"/> for <see cref="RedoxRejectedException"/> and <see cref="RedoxRateLimitException"/>,
    /// <see cref="Redox.Client.Delivery.Unknown"/> for <see cref="RedoxUnavailableException"/>, else <see cref="Redox.Client.Delivery.NotSent"/>.
    /// </summary>
    public Delivery Delivery { get => _delivery; init => _delivery = value; }

    /// <summary>The same failure with another message; everything else is kept. Each caller gets its own exception.</summary>
    internal RedoxException With(string message, Delivery delivery, TimeSpan? retryAfter, string? traceId)
    {
        var copy = Copy(message);
        (copy._delivery, copy._retryAfter, copy._traceId) = (delivery, retryAfter, traceId);
        return copy;
    }

    private protected abstract RedoxException Copy(string message);
}
