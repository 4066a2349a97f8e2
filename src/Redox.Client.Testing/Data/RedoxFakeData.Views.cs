using System.Text.Json;
using Redox.Client.Testing.Engine.State;

namespace Redox.Client.Testing;

/// <content>What a test can look at. Each property returns a copy of the current state, in the order in which the entities first arrived.</content>
public sealed partial class RedoxFakeData
{
    /// <summary>The patients: the JSON of <c>Patient</c> in a response to <c>PatientSearch.Query</c>, without nulls.</summary>
    public IReadOnlyList<JsonElement> Patients => List(state => state.Patients.All);

    /// <summary>The visits from events of <c>PatientAdmin</c>: each <c>Visit</c> with its <c>Patient</c> and <c>Status</c> (<c>Scheduled</c>, <c>Arrived</c>, <c>Discharged</c>, <c>Canceled</c>).</summary>
    public IReadOnlyList<JsonElement> Visits => List(state => state.Visits.All);

    /// <summary>The appointments, including cancelled ones: each <c>Visit</c> of <c>Scheduling</c> with its <c>Patient</c> and <c>Status</c> (as sent, or <c>Scheduled</c>, <c>No Show</c>, <c>Canceled</c>).</summary>
    public IReadOnlyList<JsonElement> Appointments => List(state => state.Appointments.All);

    /// <summary>The operations, including cancelled ones: each <c>Visit</c> of <c>SurgicalScheduling</c> with <c>Patient</c>, <c>Procedures</c> and so on.</summary>
    public IReadOnlyList<JsonElement> Surgeries => List(state => state.Surgeries.All);

    /// <summary>All slots, free or taken.</summary>
    public IReadOnlyList<JsonElement> Slots => List(state => state.Slots.All);

    /// <summary>The slots without an appointment, by time.</summary>
    public IReadOnlyList<JsonElement> FreeSlots => List(state => state.Slots.Free(state.Appointments.All));

    /// <summary>The notes: each <c>Note</c> with its <c>Patient</c> and <c>Visit</c>.</summary>
    public IReadOnlyList<JsonElement> Notes => List(state => state.Notes.All);

    /// <summary>The files: each <c>Media</c> with its <c>Patient</c> and <c>Visit</c>.</summary>
    public IReadOnlyList<JsonElement> Media => List(state => state.Media.All);

    /// <summary>The seeded documents: elements of <c>Documents</c> with their <c>Patient</c> and <c>Data</c>.</summary>
    public IReadOnlyList<JsonElement> Documents => List(state => state.Summaries.Documents);

    /// <summary>The clinical summaries of patients and of visits, as pushed, without <c>Meta</c>.</summary>
    public IReadOnlyList<JsonElement> Summaries => List(state => state.Summaries.OfPatients.Concat(state.Summaries.OfVisits));

    /// <summary>The orders, including cancelled ones: each <c>Order</c> with its <c>Patient</c> and <c>Visit</c>.</summary>
    public IReadOnlyList<JsonElement> Orders => List(state => state.Orders.All);

    /// <summary>The orders with results: each element of <c>Orders</c> of <c>Results</c> with its <c>Patient</c> and <c>Visit</c>.</summary>
    public IReadOnlyList<JsonElement> Results => List(state => state.Results.All);

    /// <summary>The medication orders, including cancelled ones.</summary>
    public IReadOnlyList<JsonElement> MedicationOrders => List(state => state.MedicationOrders.All);

    /// <summary>Each element of <c>Administrations</c> of <c>Medications.Administration</c>, with its <c>Patient</c> and <c>Visit</c>.</summary>
    public IReadOnlyList<JsonElement> MedicationsGiven => List(state => state.MedicationsGiven.All);

    /// <summary>Each element of <c>Observations</c> of <c>Flowsheet</c> and <c>Device</c>, with its <c>Patient</c> and <c>Visit</c>.</summary>
    public IReadOnlyList<JsonElement> Observations => List(state => state.Observations.All);

    /// <summary>The vaccinations, excluding cancelled ones, each with its <c>Patient</c>.</summary>
    public IReadOnlyList<JsonElement> Vaccinations => List(state => state.Vaccinations.All);

    /// <summary>The referrals, including cancelled ones: each <c>Referral</c> with its <c>Patient</c> and, after a review, <c>AuthorizationRequest</c>.</summary>
    public IReadOnlyList<JsonElement> Referrals => List(state => state.Referrals.All);

    /// <summary>The providers, including inactive ones.</summary>
    public IReadOnlyList<JsonElement> Providers => List(state => state.Directories.Providers);

    /// <summary>The organizations, each with the name of its <c>Directory</c>.</summary>
    public IReadOnlyList<JsonElement> Organizations => List(state => state.Directories.Organizations);

    /// <summary>
    /// The events that were accepted or added, each with its count, which shows whether the fake accepted a message twice that a client sent again.
    /// Queries are not included.
    /// </summary>
    public IReadOnlyList<AcceptedMessage> AcceptedMessages
    {
        get
        {
            lock (_gate)
            {
                return _state.Accepted.All;
            }
        }
    }

    private IReadOnlyList<JsonElement> List(Func<ExchangeState, IEnumerable<JsonElement>> part)
    {
        lock (_gate)
        {
            return [.. part(_state)];
        }
    }
}
