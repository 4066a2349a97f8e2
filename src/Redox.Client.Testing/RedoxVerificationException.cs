namespace Redox.Client.Testing;

/// <summary>
/// What reached a fake is not what the test expected. The message says what was expected, what came instead, and shows the timeline. It
/// holds values of messages only where it compares them with the expected ones, and never a token or key.
/// </summary>
public sealed class RedoxVerificationException : Exception
{
    /// <summary>A verification failed.</summary>
    public RedoxVerificationException()
    {
    }

    /// <summary>A verification failed.</summary>
    /// <param name="message">What was expected, and what came instead.</param>
    public RedoxVerificationException(string message)
        : base(message)
    {
    }

    /// <summary>A verification failed because of another exception.</summary>
    /// <param name="message">What was expected, and what came instead.</param>
    /// <param name="innerException">The other exception.</param>
    public RedoxVerificationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
