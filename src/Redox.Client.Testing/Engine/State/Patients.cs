using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.State;

/// <summary>All known patients, found by any identifier. Any event that names a patient makes that patient known.</summary>
internal sealed class Patients(int capacity)
{
    private static readonly string[] Kept = ["Identifiers", "Demographics", "Notes", "Contacts", "Diagnoses", "PCP", "Guarantor", "Insurances", "Extensions"];

    private readonly RecordSet _patients = new(capacity, Combine);

    public IEnumerable<JsonElement> All => _patients.All;

    /// <summary>Adds a patient as given by a test.</summary>
    public void Add(JsonElement patient) => Put(patient.Copy());

    /// <summary>Applies the data of a message about its patient, under <c>Patient</c> or in the header of a clinical summary.</summary>
    [Follows(Ledger.StatePatients)]
    public void Learn(JsonElement message, string kind)
    {
        var header = message.Member("Header").Member("Patient");
        if (header.ValueKind == JsonValueKind.Object)
        {
            Put(FromSummary(header));
        }

        var patient = message.Member("Patient");
        var kept = patient.Copy(Kept);
        if (kind.StartsWith("PatientAdmin.", StringComparison.Ordinal))
        {
            kept.With("Allergies", patient.Member("Allergies"));
        }

        Put(kept);
    }

    /// <summary>Merges two records of one patient: the message's patient takes over the data of the previous one.</summary>
    [Follows(Ledger.StatePatientMerge, Ledger.StatePreviousIdentifiers)]
    public void Merge(JsonElement patient)
    {
        var (stays, goes) = (RecordKey.Identifiers(patient), RecordKey.Identifiers(patient, "PreviousIdentifiers"));
        var entry = _patients.Put([.. goes, .. stays], patient.Copy(Kept).Freeze());
        var identifiers = entry.Record.Member("Identifiers").Items().Where(item => !goes.Contains(Key(item)) || stays.Contains(Key(item)));
        entry.Record = entry.Record.Copy().With("Identifiers", identifiers.Select(item => item.Copy())).Freeze();
    }

    /// <summary>The same object for the same patient; <see langword="null"/> for an unknown patient.</summary>
    public object? Identify(JsonElement patient) => _patients.EntryOf(RecordKey.Identifiers(patient));

    /// <inheritdoc cref="Identify(JsonElement)"/>
    public object? Identify(RecordKey identifier) => _patients.EntryOf([identifier]);

    /// <summary>The known data of a patient; for an unknown patient, the data given.</summary>
    public JsonElement Describe(JsonElement patient) => _patients.EntryOf(RecordKey.Identifiers(patient))?.Record ?? patient;

    private void Put(JsonDraft patient)
    {
        if (patient.Has("Identifiers") || patient.Has("Demographics"))
        {
            var record = patient.Freeze();
            _patients.Put(RecordKey.Identifiers(record), record);
        }
    }

    private static JsonElement Combine(JsonElement older, JsonElement newer)
    {
        var known = RecordKey.Identifiers(older);
        var further = newer.Member("Identifiers").Items().Where(item => !known.Contains(Key(item)));
        var identifiers = older.Member("Identifiers").Items().Concat(further).Select(item => item.Copy());
        return older.Copy().With(newer.Copy()).With("Identifiers", identifiers).Freeze();
    }

    private static RecordKey Key(JsonElement identifier) => new(identifier.Text("ID") ?? "", identifier.Text("IDType"));

    // A summary has e-mail addresses as objects, and identifiers and demographics with members that no other model has.
    private static JsonDraft FromSummary(JsonElement patient)
    {
        var demographics = patient.Member("Demographics").Copy(
            "FirstName", "LastName", "MiddleName", "DOB", "SSN", "Sex", "Address", "PhoneNumber", "Language", "Race", "Religion", "MaritalStatus", "IsDeceased");
        var identifiers = patient.Member("Identifiers").Items().Select(item => item.Copy("ID", "IDType"));
        return new JsonDraft().With("Identifiers", identifiers).With("Demographics", demographics.IsEmpty ? null : demographics);
    }
}
