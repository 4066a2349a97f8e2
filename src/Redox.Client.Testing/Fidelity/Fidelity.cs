namespace Redox.Client.Testing;

/// <summary>What a test may lean on.</summary>
public enum Fidelity
{
    /// <summary>Everything the fake does.</summary>
    Everything,

    /// <summary>
    /// Only what was recorded from Redox or is documented by it. A reply that an assumption has decided is a finding of
    /// <see cref="RedoxTenant.VerifyAsync"/> and of the end of a tenant, unless <see cref="RedoxFakeOptions.AcceptedAssumptions"/> names it.
    /// </summary>
    RefuseAssumed,
}
