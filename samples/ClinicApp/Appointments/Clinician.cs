using Redox.Client.Models;

namespace ClinicApp.Appointments;

/// <summary>Who sees the patient.</summary>
internal sealed record Clinician(string Id, string? IdType, string? Name)
{
    public static Clinician? Of(Provider? provider) =>
        provider?.ID is { } id ? new(id, provider.IDType, $"{provider.FirstName} {provider.LastName}".Trim() is { Length: > 0 } name ? name : null) : null;
}
