namespace Redox.Client.Testing;

/// <summary>What happens with problems that no test has looked for.</summary>
public enum Strictness
{
    /// <summary>
    /// The end of a tenant throws when a request was wrong and neither a fault nor <see cref="RedoxRequests.Allow"/> asked for it. What did not
    /// happen, such as an unmet expectation, only <see cref="RedoxTenant.VerifyAsync"/> reports: after a failure of the test's own it is a
    /// mere consequence, and would hide the cause.
    /// </summary>
    Strict,

    /// <summary>The end of a tenant never throws; <see cref="RedoxTenant.VerifyAsync"/> does.</summary>
    Lenient,
}
