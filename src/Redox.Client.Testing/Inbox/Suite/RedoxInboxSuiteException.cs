namespace Redox.Client.Testing;

/// <summary>An inbox has broken a rule of its contract. The message names the rule, what was expected and what was found.</summary>
public sealed class RedoxInboxSuiteException : Exception
{
    /// <summary>A rule was broken.</summary>
    public RedoxInboxSuiteException()
    {
    }

    /// <summary>A rule was broken.</summary>
    /// <param name="message">The rule, what was expected, and what was found.</param>
    public RedoxInboxSuiteException(string message)
        : base(message)
    {
    }

    /// <summary>A rule was broken with an exception.</summary>
    /// <param name="message">The rule, what was expected, and what was found.</param>
    /// <param name="innerException">The exception of the inbox.</param>
    public RedoxInboxSuiteException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
