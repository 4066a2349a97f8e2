namespace Redox.Client.Testing;

/// <summary>The behaviours on which a test may rely.</summary>
public enum Fidelity
{
    /// <summary>Everything that the fake does.</summary>
    Everything,

    /// <summary>
    /// Only what was recorded from Redox or is documented by it. A response that depends on an assumption is a finding of
    /// <see cref="RedoxTenant.VerifyAsync"/> and of a tenant's disposal, unless <see cref="RedoxFakeOptions.AcceptedAssumptions"/> names it.
    /// </summary>
    RefuseAssumed,
}
