namespace Redox.Client.Receiving;

/// <summary>
/// Thrown by a query handler to refuse a query with a text for the requester. The text stands in <c>Meta.Errors</c> of the answer and is not logged.
/// </summary>
public sealed class RedoxQueryRefusedException : Exception
{
    /// <summary>Refuses with 400 and a general text.</summary>
    public RedoxQueryRefusedException()
        : this("The query was refused.")
    {
    }

    /// <summary>Refuses with 400.</summary>
    /// <param name="message">What the requester is told, e.g. which criteria are missing.</param>
    public RedoxQueryRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Refuses with 400.</summary>
    /// <param name="message">What the requester is told.</param>
    /// <param name="innerException">The cause; the requester is not told.</param>
    public RedoxQueryRefusedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Refuses with a status of your choice.</summary>
    /// <param name="message">What the requester is told.</param>
    /// <param name="statusCode">400 to 599. Redox passes a failure on whatever the status. (Redox: "Asynchronous and synchronous messages")</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is no refusal.</exception>
    public RedoxQueryRefusedException(string message, int statusCode)
        : base(message)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        StatusCode = statusCode;
    }

    /// <summary>The status of the answer. Default: 400.</summary>
    public int StatusCode { get; } = 400;
}
