namespace Redox.Client;

/// <summary>Redox or the destination refused the message: an error status, or a response with <c>Meta.Errors</c>, whatever its status.</summary>
public sealed class RedoxRejectedException : RedoxException
{
    /// <summary>Creates the exception. Public so that tests of applications can throw it.</summary>
    /// <param name="message">Cause and remedy, without patient data or secrets.</param>
    /// <param name="innerException">The cause, if it is free of patient data and secrets.</param>
    public RedoxRejectedException(string message, Exception? innerException = null)
        : base(message, innerException) => Delivery = Delivery.Rejected;

    private RedoxRejectedException(string message, RedoxRejectedException original)
        : base(message, original)
    {
    }

    private protected override RedoxException Copy(string message) => new RedoxRejectedException(message, this);
}
