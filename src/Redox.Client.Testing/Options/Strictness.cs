namespace Redox.Client.Testing;

/// <summary>How problems that no test asked for are treated.</summary>
public enum Strictness
{
    /// <summary>
    /// Disposing a tenant throws when a request was wrong and neither a fault nor <see cref="RedoxRequests.Allow"/> accounts for it. Things that did not
    /// happen, such as unmet expectations, are reported only by <see cref="RedoxTenant.VerifyAsync"/>: after a failure of the test itself they are
    /// mere consequences and would hide the cause.
    /// </summary>
    Strict,

    /// <summary>Disposing a tenant never throws; <see cref="RedoxTenant.VerifyAsync"/> does.</summary>
    Lenient,
}
