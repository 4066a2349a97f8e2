namespace Redox.Client.Testing;

/// <summary>
/// A fake did not receive what the test expected. The message says what was expected and what arrived instead, and shows the timeline. It
/// contains values of messages only where it compares them with expected ones, and never a token or key.
/// </summary>
public sealed class RedoxFakeVerificationException : Exception
{
    /// <summary>A verification failed.</summary>
    public RedoxFakeVerificationException()
    {
    }

    /// <summary>A verification failed.</summary>
    /// <param name="message">What was expected, and what arrived instead.</param>
    public RedoxFakeVerificationException(string message)
        : base(message)
    {
    }

    /// <summary>A verification failed because of another exception.</summary>
    /// <param name="message">What was expected, and what arrived instead.</param>
    /// <param name="innerException">The other exception.</param>
    public RedoxFakeVerificationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
