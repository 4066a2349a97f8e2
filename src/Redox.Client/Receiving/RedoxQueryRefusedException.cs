namespace Redox.Client.Receiving;

/// <summary>
/// Thrown by a query handler to refuse a query with a text for the requester. The text is sent in <c>Meta.Errors</c> of the response and is not logged.
/// </summary>
public sealed class RedoxQueryRefusedException : Exception
{
    /// <summary>Refuses with 400 and a general text.</summary>
    public RedoxQueryRefusedException()
        : this("The query was refused.")
    {
    }

    /// <summary>Refuses with 400.</summary>
    /// <param name="message">The text for the requester, e.g. which criteria are missing.</param>
    public RedoxQueryRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Refuses with 400.</summary>
    /// <param name="message">The text for the requester.</param>
    /// <param name="innerException">The cause; not sent to the requester.</param>
    public RedoxQueryRefusedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Refuses with a status of your choice.</summary>
    /// <param name="message">The text for the requester.</param>
    /// <param name="statusCode">400 to 599. Redox passes on a failure, whatever the status. (Redox: "Asynchronous and synchronous messages")</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is not a refusal.</exception>
    public RedoxQueryRefusedException(string message, int statusCode)
        : base(message)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        StatusCode = statusCode;
    }

    /// <summary>The status of the response. Default: 400.</summary>
    public int StatusCode { get; } = 400;
}
