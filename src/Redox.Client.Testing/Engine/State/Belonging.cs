using System.Text.Json;

namespace Redox.Client.Testing.Engine.State;

/// <summary>Parts of a message that are kept with the patient and the visit they belong to.</summary>
internal static class Belonging
{
    /// <summary>The part with <c>Patient</c> (identifiers only; the rest is known elsewhere) and <c>Visit</c>.</summary>
    public static JsonElement Record(JsonElement part, JsonElement message) => Draft(part, message).Freeze();

    /// <summary>The same, for more to be added.</summary>
    public static JsonDraft Draft(JsonElement part, JsonElement message)
    {
        var visit = message.Member("Visit").Copy("VisitNumber", "AccountNumber", "VisitDateTime", "Location");
        return part.Copy()
            .With("Patient", message.Member("Patient").Copy("Identifiers"))
            .With("Visit", visit.IsEmpty ? null : visit);
    }

    /// <summary>Some members of such a record, with its visit and with its patient as known today.</summary>
    public static JsonDraft Answer(JsonElement record, Patients patients, params ReadOnlySpan<string> members)
    {
        var visit = record.Member("Visit").Copy();
        return new JsonDraft()
            .With("Patient", patients.Describe(record.Member("Patient")).Copy("Identifiers", "Demographics", "Notes"))
            .With("Visit", visit.IsEmpty ? null : visit)
            .With(record.Copy(members));
    }
}
