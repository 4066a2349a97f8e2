using System.Net;
using Redox.Client.Models;

namespace Redox.Client;

/// <summary>
/// Why a call failed. The message and the inner exceptions never hold patient data, tokens or keys and can be logged;
/// <see cref="Errors"/> is Redox's own text and may quote the message, so treat it as patient data.
/// </summary>
public abstract class RedoxException : Exception
{
    private protected RedoxException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The HTTP status of Redox's answer, if there was one.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>What Redox said (<c>Meta.Errors</c>). The texts may quote the message: treat them as patient data. Never null.</summary>
    public IReadOnlyList<MessageError> Errors { get; init; } = [];

    /// <summary>The IDs of the logs that Redox wrote for this call, if it said so. Never null.</summary>
    public IReadOnlyList<string> LogIds { get; init; } = [];

    /// <summary>Whether the same call may succeed later without any change.</summary>
    public bool IsTransient { get; init; }

    /// <summary>
    /// How long to wait before trying again makes sense, where it is known: Redox said so (<c>Retry-After</c>), or this client holds back its token requests
    /// after failures.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the message may have arrived, and so whether sending it again is safe.</summary>
    public Delivery Delivery { get; init; }
}
