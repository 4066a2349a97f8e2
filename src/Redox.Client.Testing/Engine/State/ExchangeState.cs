using System.Text.Json;
using Redox.Client.Testing.Engine.Messages;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.State;

/// <summary>
/// The data of the systems behind the exchange: entities, not messages. At most <c>capacity</c> of each kind are kept, so that memory use stays flat
/// however much is sent. Not safe for concurrent use by itself: <see cref="RedoxFakeData"/> holds the lock.
/// </summary>
internal sealed class ExchangeState(int capacity)
{
    public Patients Patients { get; } = new(capacity);

    public Visits Visits { get; } = new(capacity);

    public Appointments Appointments { get; } = new(capacity);

    public Appointments Surgeries { get; } = new(capacity);

    public Slots Slots { get; } = new(capacity);

    public Charts Notes { get; } = new(capacity, "Note");

    public Charts Media { get; } = new(capacity, "Media");

    public Summaries Summaries { get; } = new(capacity);

    public Orders Orders { get; } = new(capacity);

    public Orders Results { get; } = new(capacity);

    public Orders MedicationOrders { get; } = new(capacity);

    public Observations MedicationsGiven { get; } = new(capacity);

    public Observations Observations { get; } = new(capacity);

    public Vaccinations Vaccinations { get; } = new(capacity);

    public Referrals Referrals { get; } = new(capacity);

    public Directories Directories { get; } = new(capacity);

    public AcceptedMessages Accepted { get; } = new(capacity);

    /// <summary>Applies an accepted event. An event without anything to keep is only counted.</summary>
    public void Apply(MessageEnvelope envelope)
    {
        var (message, eventKey, eventType) = (envelope.Message, envelope.EventKey, envelope.EventType ?? "");
        Accepted.Add(envelope);
        Patients.Learn(message, eventKey);
        switch (eventKey[..eventKey.IndexOf('.', StringComparison.Ordinal)])
        {
            case "PatientAdmin":
                ApplyAdmission(eventType, message);
                break;
            case "Scheduling" when eventType == "PushSlots":
                message.Member("Slots").Items().ToList().ForEach(Slots.Add);
                break;
            case "Scheduling":
                Appointments.Apply(eventType, message);
                break;
            case "SurgicalScheduling":
                Surgeries.Apply(eventType, message);
                break;
            case "Notes":
                Notes.Apply(eventType, message);
                break;
            case "Media":
                Media.Apply(eventType, message);
                break;
            case "ClinicalSummary":
                Summaries.Apply(eventType, message);
                break;
            case "Order":
                Orders.Apply(eventType, message);
                break;
            case "Results":
                Results.Apply(eventType, message);
                break;
            case "Medications":
                MedicationOrders.Apply(eventType, message);
                MedicationsGiven.Add(message, "Administrations");
                break;
            case "Flowsheet" or "Device":
                Observations.Add(message, "Observations");
                break;
            case "Vaccination":
                Vaccinations.Apply(message);
                break;
            case "Referral":
                Referrals.Apply(eventType, message);
                break;
            case "Provider":
                Directories.ApplyProviders(eventType, message);
                break;
            case "Organization":
                Directories.ApplyOrganizations(message);
                break;
        }
    }

    private void ApplyAdmission(string eventType, JsonElement message)
    {
        switch (eventType)
        {
            case "PatientMerge":
                Patients.Merge(message.Member("Patient"));
                break;
            case "VisitMerge":
                MergeVisit(message);
                break;
            default:
                Visits.Apply(eventType, message);
                break;
        }
    }

    [Follows(Ledger.StateVisitMerge, Ledger.StateVisitMergeRest)]
    private void MergeVisit(JsonElement message)
    {
        var number = message.Member("Visit").Text("VisitNumber");
        Visits.Change(visit => visit.Text("VisitNumber") == number ? GoneOver(visit) : null);
        Appointments.Change(visit => visit.Text("VisitNumber") == number ? GoneOver(visit) : null);
        Action<Func<JsonElement, JsonElement?>>[] others = [Notes.Change, Media.Change, Orders.Change, Results.Change];
        foreach (var change in others)
        {
            change(record => record.Member("Visit").Text("VisitNumber") == number ? GoneOver(record) : null);
        }

        JsonElement GoneOver(JsonElement record) => record.Copy().With("Patient", message.Member("Patient").Copy("Identifiers")).Freeze();
    }
}
