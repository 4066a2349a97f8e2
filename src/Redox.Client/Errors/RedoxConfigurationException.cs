namespace Redox.Client;

/// <summary>A setting is missing or wrong, for example an unknown destination name. The message names the setting.</summary>
public sealed class RedoxConfigurationException : RedoxException
{
    /// <summary>Creates the exception. Public so that tests of applications can throw it.</summary>
    /// <param name="message">Cause and remedy, without patient data or secrets.</param>
    /// <param name="innerException">The cause, if it is free of patient data and secrets.</param>
    public RedoxConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Delivery = Delivery.NotSent;
    }

    private RedoxConfigurationException(string message, RedoxConfigurationException original)
        : base(message, original)
    {
    }

    private protected override RedoxException Copy(string message) => new RedoxConfigurationException(message, this);
}
