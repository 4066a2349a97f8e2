using Redox.Client.Testing;

namespace Pages;

/// <summary>The code of docs/fidelity.md.</summary>
internal static class FidelityPage
{
    public static async Task RefuseAssumptionsAsync()
    {
        await using var fake = RedoxFake.InMemory(options =>
        {
            options.Fidelity = FidelityPolicy.RefuseAssumed;
            options.AcceptedAssumptions.Add("TokenRefusalStatus");       // checked against our own sandbox
        });
    }
}
