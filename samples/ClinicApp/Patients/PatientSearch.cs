using Microsoft.Extensions.Options;
using Redox.Client;
using Redox.Client.Models;

namespace ClinicApp.Patients;

/// <summary>Searches patients at the clinic.</summary>
internal sealed class PatientSearch(IRedoxClient redox, IOptions<ClinicOptions> clinic)
{
    public async Task<IReadOnlyList<PatientMatch>> FindAsync(PatientCriteria criteria, CancellationToken cancellationToken)
    {
        // No destination is named: messages go to Redox:DefaultDestination.
        var query = PatientSearchQuery.Build(m => m
            .Patient(p => p.Demographics(d => d
                .Name(criteria.FirstName, criteria.LastName)
                .DOB(criteria.Born))));

        var answer = await redox.QueryAsync(query, cancellationToken);

        // One match is in Patient, several are in PotentialMatches; without a match, Patient is empty.
        return
        [
            .. from patient in answer.PotentialMatches.Prepend(answer.Patient)
               let number = NumberOf(patient)
               where number is not null
               select new PatientMatch(number, patient.Demographics?.FirstName, patient.Demographics?.LastName, patient.Demographics?.DOB?.ToString()),
        ];
    }

    private string? NumberOf(PatientRecord? patient) =>
        patient?.Identifiers.FirstOrDefault(identifier => identifier.IDType == clinic.Value.PatientNumberType)?.ID;
}
