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

    /// <summary>What Redox said (<c>Meta.Errors</c>). The texts may quote the message: treat them as patient data. Never null.</summary>
    public IReadOnlyList<MessageError> Errors { get; init; } = [];

    /// <summary>The IDs of the logs that Redox wrote for this call, if it said so; what is not a UUID is left out. Never null.</summary>
    public IReadOnlyList<string> LogIds { get; init; } = [];

    /// <summary>
    /// Redox's ID of the exchange of which the last response came (the response header <c>Redox-Trace-Id</c>), to quote when you ask Redox about a failure.
    /// Null when no response came or the header holds no ID. (That it is 16 to 64 hexadecimal digits and dashes is assumed.)
    /// </summary>
    public string? TraceId { get => _traceId; init => _traceId = value; }

    /// <summary>Whether the same call may succeed later without any change.</summary>
    public bool IsTransient { get; init; }

    /// <summary>
    /// How long to wait before trying again makes sense, where it is known: Redox said so (<c>Retry-After</c>), or this client holds back its token requests
    /// after failures.
    /// </summary>
    public TimeSpan? RetryAfter { get => _retryAfter; init => _retryAfter = value; }

    /// <summary>
    /// Whether the message may have arrived, and so whether sending it again is safe. Where nothing else is set, as in tests of applications:
    /// <see cref="Redox.Client.Delivery.Rejected"/> for <see cref="RedoxRejectedException"/> and <see cref="RedoxRateLimitException"/>,
    /// <see cref="Redox.Client.Delivery.Unknown"/> for <see cref="RedoxUnavailableException"/>, else <see cref="Redox.Client.Delivery.NotSent"/>.
    /// </summary>
    public Delivery Delivery { get => _delivery; init => _delivery = value; }

    /// <summary>This failure in other words, and nothing else lost. Every caller gets an exception of its own.</summary>
    internal RedoxException With(string message, Delivery delivery, TimeSpan? retryAfter, string? traceId)
    {
        var copy = Copy(message);
        (copy._delivery, copy._retryAfter, copy._traceId) = (delivery, retryAfter, traceId);
        return copy;
    }

    private protected abstract RedoxException Copy(string message);
}
