using Redox.Client;
using Redox.Client.Models;

namespace Pages;

/// <summary>The code of docs/sending.md.</summary>
internal static class SendingPage
{
    public static async Task SendAsync(IRedoxClient redox, SchedulingNew appointment, CancellationToken cancellationToken)
    {
        await redox.SendAsync(appointment, new RedoxCallOptions { Destinations = ["Clinic"], Timeout = TimeSpan.FromMinutes(10) }, cancellationToken);
    }

    public static async Task<(IReadOnlyList<Identifier>? Made, System.Text.Json.JsonElement Other)> WriteBackAsync(IRedoxClient redox, PatientAdminNewPatient newPatient, CancellationToken cancellationToken)
    {
        var receipt = await redox.WriteBackAsync(newPatient, cancellationToken);
        var made = ((PatientAdminNewPatient)receipt.Response!).Patient?.Identifiers;
        var other = receipt.Members.GetValueOrDefault("NewAtTheDestination");
        return (made, other);
    }

    public static async Task<PatientRecord?> FindAsync(IRedoxClient redox, PatientSearchQuery query, CancellationToken cancellationToken)
    {
        var response = await redox.QueryAsync(query, cancellationToken: cancellationToken);
        if (response.Patient is not { Identifiers.Count: > 0 } patient)
        {
            return null;       // nobody, or several: response.PotentialMatches
        }

        return patient;
    }
}
