namespace Redox.Client;

/// <summary>
/// A text is not a Redox message: it is not one complete JSON object in UTF-8, is nested deeper than 64 levels, or has no <c>Meta</c> object.
/// Smaller deviations are read, and reported by <see cref="RedoxJson.Read(ReadOnlySpan{byte})"/>.
/// </summary>
/// <remarks>The message says where and why, and does not quote the text.</remarks>
public sealed class RedoxPayloadException : FormatException
{
    /// <summary>Creates the exception.</summary>
    public RedoxPayloadException()
        : this("The text is not a Redox message.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Where and why.</param>
    public RedoxPayloadException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Where and why.</param>
    /// <param name="innerException">The cause. Exceptions of JSON readers quote the text they read and do not belong here.</param>
    public RedoxPayloadException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
