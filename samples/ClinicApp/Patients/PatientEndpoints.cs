using Microsoft.AspNetCore.Http.HttpResults;

namespace ClinicApp.Patients;

/// <summary><c>/patients</c>.</summary>
internal static class PatientEndpoints
{
    public static void MapPatients(this IEndpointRouteBuilder app) =>
        app.MapPost("/patients/search", SearchAsync);

    // POST, although nothing changes: names and birth dates in an address end up in the logs of servers and proxies, and in the browser's history.
    private static async Task<Ok<IReadOnlyList<PatientMatch>>> SearchAsync(PatientCriteria criteria, PatientSearch patients, CancellationToken cancellationToken) =>
        TypedResults.Ok(await patients.FindAsync(criteria, cancellationToken));
}
