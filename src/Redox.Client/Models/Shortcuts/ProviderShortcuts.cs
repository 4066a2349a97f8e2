namespace Redox.Client.Models;

/// <summary>Sets common members about a provider in one call.</summary>
public static class ProviderShortcuts
{
    /// <summary>Identifies the provider by National Provider Identifier: sets <c>ID</c>, and <c>IDType</c> to <c>NPI</c>.</summary>
    /// <param name="provider">The builder.</param>
    /// <param name="npi">Ten digits, e.g. <c>4356789876</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="provider"/> is null.</exception>
    public static Provider.Builder Npi(this Provider.Builder provider, string npi)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return provider.ID(npi).IDType("NPI");
    }

    /// <summary>Sets the name.</summary>
    /// <param name="provider">The builder.</param>
    /// <param name="firstName">First name.</param>
    /// <param name="lastName">Last name.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="provider"/> is null.</exception>
    public static Provider.Builder Name(this Provider.Builder provider, string firstName, string lastName)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return provider.FirstName(firstName).LastName(lastName);
    }
}
