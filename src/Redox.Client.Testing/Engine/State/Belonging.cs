using System.Text.Json;

namespace Redox.Client.Testing.Engine.State;

/// <summary>Parts of a message that are kept with their patient and visit.</summary>
internal static class Belonging
{
    /// <summary>The part with <c>Patient</c> (only identifiers; the rest is kept elsewhere) and <c>Visit</c>.</summary>
    public static JsonElement Record(JsonElement part, JsonElement message) => Draft(part, message).Freeze();

    /// <summary>The same as a draft, so that more can be added.</summary>
    public static JsonDraft Draft(JsonElement part, JsonElement message)
    {
        var visit = message.Member("Visit").Copy("VisitNumber", "AccountNumber", "VisitDateTime", "Location");
        return part.Copy()
            .With("Patient", message.Member("Patient").Copy("Identifiers"))
            .With("Visit", visit.IsEmpty ? null : visit);
    }

    /// <summary>Some members of such a record, with its visit and with the current data of its patient.</summary>
    public static JsonDraft Answer(JsonElement record, Patients patients, params ReadOnlySpan<string> members)
    {
        var visit = record.Member("Visit").Copy();
        return new JsonDraft()
            .With("Patient", patients.Describe(record.Member("Patient")).Copy("Identifiers", "Demographics", "Notes"))
            .With("Visit", visit.IsEmpty ? null : visit)
            .With(record.Copy(members));
    }
}
