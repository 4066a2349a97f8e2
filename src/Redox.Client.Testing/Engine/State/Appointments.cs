using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.State;

/// <summary>Appointments from the events of <c>Scheduling</c>, or operations from those of <c>SurgicalScheduling</c>, with a separate instance for each.</summary>
internal sealed class Appointments(int capacity)
{
    private readonly RecordSet _appointments = new(capacity);

    /// <summary>Each is a <c>Visit</c> with its <c>Patient</c>, as in a response to <c>Scheduling.Booked</c>.</summary>
    public IEnumerable<JsonElement> All => _appointments.All;

    /// <summary>Whether an appointment is still booked.</summary>
    public static bool IsBooked(JsonElement appointment) => appointment.Text("Status") != "Canceled";

    [Follows(Ledger.StateReschedule, Ledger.StateAppointmentStatus)]
    public void Apply(string eventType, JsonElement message)
    {
        var visit = message.Member("Visit");
        var status = eventType switch
        {
            "Cancel" => "Canceled",
            "NoShow" => visit.Text("Status") ?? "No Show",
            "New" or "Reschedule" => visit.Text("Status") ?? "Scheduled",
            _ => null,
        };
        var record = message.Copy("AppointmentInfo", "Procedures", "SurgeryStaff", "SurgicalInfo", "SurgicalCase")
            .With("Patient", message.Member("Patient").Copy("Identifiers"))
            .With(visit.Copy())
            .With("Status", status);
        _appointments.Put(RecordKey.Of(visit.Text("OldVisitNumber"), visit.Text("VisitNumber")), record.Freeze());
    }

    /// <summary>Moves appointments to another patient.</summary>
    public void Change(Func<JsonElement, JsonElement?> change) => _appointments.Change(change);
}
