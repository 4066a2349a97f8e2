namespace Redox.Client;

/// <summary>There was no usable response: no connection, no response in time, a failure inside Redox, or a response that cannot be read.</summary>
public sealed class RedoxUnavailableException : RedoxException
{
    /// <summary>Creates the exception. Public so that tests of applications can throw it.</summary>
    /// <param name="message">Cause and remedy, without patient data or secrets.</param>
    /// <param name="innerException">The cause, if it is free of patient data and secrets.</param>
    public RedoxUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    private RedoxUnavailableException(string message, RedoxUnavailableException original)
        : base(message, original)
    {
    }

    private protected override RedoxException Copy(string message) => new RedoxUnavailableException(message, this);
}
