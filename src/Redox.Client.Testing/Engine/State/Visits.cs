using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.State;

/// <summary>Current, past and future visits, from the events of <c>PatientAdmin</c>.</summary>
internal sealed class Visits(int capacity)
{
    private readonly RecordSet _visits = new(capacity);

    /// <summary>Each is a <c>Visit</c> with its <c>Patient</c>.</summary>
    public IEnumerable<JsonElement> All => _visits.All;

    /// <summary>Whether the patient of a visit is admitted: has arrived and not left.</summary>
    public static bool IsInHouse(JsonElement visit) => visit.Text("Status") == "Arrived";

    [Follows(Ledger.StateVisitStatus)]
    public void Apply(string eventType, JsonElement message)
    {
        var status = eventType switch
        {
            "PreAdmit" => "Scheduled",
            "Registration" or "Arrival" or "Transfer" => "Arrived",
            "Discharge" => "Discharged",
            "Cancel" => Cancelled(message.Member("Meta").Text("CanceledEvent")),
            _ => null,
        };
        var visit = message.Member("Visit");
        if (visit.ValueKind != JsonValueKind.Object || RecordKey.Identifiers(message.Member("Patient")) is [])
        {
            return;
        }

        var entry = _visits.Put(Keys(visit, message.Member("Patient")), Record(visit, message.Member("Patient"), eventType == "Cancel" ? null : status));
        if (eventType == "Cancel")
        {
            Cancel(entry, status!);
        }
        else if (entry.Record.Text("Status") is null)
        {
            entry.Record = entry.Record.Copy().With("Status", "Arrived").Freeze();
        }
    }

    /// <summary>Moves visits to another patient.</summary>
    public void Change(Func<JsonElement, JsonElement?> change) => _visits.Change(change);

    private static string Cancelled(string? eventType) => eventType switch
    {
        "Discharge" or "Transfer" => "Arrived",
        _ => "Canceled",
    };

    private static void Cancel(RecordSet.Entry entry, string status)
    {
        var visit = entry.Record.Copy().With("Status", status);
        if (status == "Arrived")
        {
            visit.Without("DischargeDateTime", "DischargeStatus", "DischargeLocation");
        }

        entry.Record = visit.Freeze();
    }

    // Without a number a patient has one visit at a time.
    private static IReadOnlyList<RecordKey> Keys(JsonElement visit, JsonElement patient) =>
        RecordKey.Of(visit.Text("VisitNumber") ?? visit.Text("AccountNumber")) is [_, ..] keys ? keys : RecordKey.Identifiers(patient);

    private static JsonElement Record(JsonElement visit, JsonElement patient, string? status) =>
        new JsonDraft().With("Status", status).With(visit.Copy()).With("Patient", patient.Copy("Identifiers")).Freeze();
}
