namespace Redox.Client.Models;

/// <summary>Sets common members about a person in one call.</summary>
public static class DemographicsShortcuts
{
    /// <summary>Sets the name.</summary>
    /// <param name="demographics">The builder.</param>
    /// <param name="firstName">First name.</param>
    /// <param name="lastName">Last name.</param>
    /// <param name="middleName">Middle name, if any.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="demographics"/> is null.</exception>
    public static Demographics.Builder Name(this Demographics.Builder demographics, string firstName, string lastName, string? middleName = null)
    {
        ArgumentNullException.ThrowIfNull(demographics);
        return demographics.FirstName(firstName).MiddleName(middleName).LastName(lastName);
    }
}
