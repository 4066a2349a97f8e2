using Microsoft.Extensions.Options;
using Redox.Client;
using Redox.Client.Models;

namespace ClinicApp.Appointments;

/// <summary>Books and cancels appointments at the clinic.</summary>
/// <remarks>
/// Methods that change the clinic's book take no cancellation token: a visitor who closes the page must not leave a booking half done. The client's
/// limit of 120 seconds ends it.
/// </remarks>
internal sealed class AppointmentBook(IRedoxClient redox, IOptions<ClinicOptions> clinic, TimeProvider time)
{
    public Task BookAsync(Appointment appointment, string patientNumber) =>
        redox.WriteBackAsync(SchedulingNew.Build(m => m
            .Patient(p => p.AddIdentifier(patientNumber, clinic.Value.PatientNumberType))
            .Visit(v => v
                .VisitNumber(appointment.Number)
                .VisitDateTime(appointment.Start)
                .Duration(appointment.Minutes)
                .VisitProvider(ProviderOf(appointment.Clinician))
                .Location(l => l.Department(clinic.Value.Department)))));

    /// <summary>The visit of an appointment that is still to come; null without one.</summary>
    public async Task<SchedulingVisit?> FindAsync(string number, CancellationToken cancellationToken)
    {
        var query = SchedulingBooked.Build(m => m
            .StartDateTime(time.GetUtcNow())
            .Visit(v => v.VisitNumber(number)));

        var answer = await redox.QueryAsync(query, cancellationToken);
        return answer.Visits.FirstOrDefault(visit => visit.VisitNumber == number);
    }

    public Task CancelAsync(SchedulingVisit visit) =>
        redox.WriteBackAsync(SchedulingCancel.Build(m => m
            .Patient(p => p.Identifiers(visit.Patient?.Identifiers))
            .Visit(v => v
                .VisitNumber(visit.VisitNumber)
                .VisitDateTime(visit.VisitDateTime)
                .CancelReason("Cancelled by the patient")
                .Location(l => l.Department(clinic.Value.Department)))));

    private static Provider? ProviderOf(Clinician? clinician) =>
        clinician is null ? null : new Provider { ID = clinician.Id, IDType = clinician.IdType };
}
