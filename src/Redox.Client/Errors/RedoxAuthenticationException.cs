namespace Redox.Client;

/// <summary>Redox issued no access token, or refused it twice. (RFC 6749 section 5.2; Redox: "Troubleshoot OAuth API key errors")</summary>
public sealed class RedoxAuthenticationException : RedoxException
{
    /// <summary>Creates the exception. Public so that tests of applications can throw it.</summary>
    /// <param name="message">Cause and remedy, without patient data or secrets.</param>
    /// <param name="innerException">The cause, if it is free of patient data and secrets.</param>
    public RedoxAuthenticationException(string message, Exception? innerException = null)
        : base(message, innerException) => Delivery = Delivery.NotSent;

    private RedoxAuthenticationException(string message, RedoxAuthenticationException original)
        : base(message, original) => (Error, ErrorDescription, ErrorUri) = (original.Error, original.ErrorDescription, original.ErrorUri);

    /// <summary>The error code of the token endpoint, for example <c>invalid_request</c>.</summary>
    public string? Error { get; init; }

    /// <summary>The token endpoint's description of the error.</summary>
    public string? ErrorDescription { get; init; }

    /// <summary>The address where, according to the token endpoint, the error is explained.</summary>
    public Uri? ErrorUri { get; init; }

    private protected override RedoxException Copy(string message) => new RedoxAuthenticationException(message, this);
}
