namespace Redox.Client.Receiving;

/// <summary>
/// The database of an inbox could not be read or written, or a body in it could not be unprotected. Thrown by <see cref="RedoxInboxOperations"/>. The message has the type and the codes of the database's exception, but
/// not its text, which may quote messages.
/// </summary>
public sealed class RedoxInboxUnavailableException : Exception
{
    /// <summary>Creates the exception. Public so that tests of applications can throw it.</summary>
    /// <param name="message">Cause and remedy, without patient data.</param>
    public RedoxInboxUnavailableException(string message)
        : base(message)
    {
    }
}
