namespace Redox.Client;

/// <summary>
/// A text is no Redox message: it is not one complete JSON object in UTF-8, is nested deeper than 64 levels, or has no <c>Meta</c> object.
/// Anything less is read, and reported by <see cref="RedoxJson.Read(ReadOnlySpan{byte})"/>.
/// </summary>
/// <remarks>The message says where and why, and quotes nothing of the text.</remarks>
public sealed class RedoxPayloadException : FormatException
{
    /// <summary>Makes one.</summary>
    public RedoxPayloadException()
        : this("The text is no Redox message.")
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Where and why.</param>
    public RedoxPayloadException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Where and why.</param>
    /// <param name="innerException">The cause. Exceptions of JSON readers quote the text they read and do not belong here.</param>
    public RedoxPayloadException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
