using System.Text.Json;
using System.Text.Json.Nodes;

namespace Redox.Client.Testing.Engine.State;

/// <summary>Parts of a message that are kept with the patient and the visit they belong to.</summary>
internal static class Belonging
{
    /// <summary>The part with <c>Patient</c> (identifiers only; the rest is known elsewhere) and <c>Visit</c>.</summary>
    public static JsonElement Record(JsonElement part, JsonElement message)
    {
        var visit = message.Member("Visit").Copy("VisitNumber", "AccountNumber", "VisitDateTime", "Location");
        return part.Copy()
            .With("Patient", message.Member("Patient").Copy("Identifiers"))
            .With("Visit", visit.Count > 0 ? visit : null)
            .Freeze();
    }

    /// <summary>Some members of such a record, with its visit and with its patient as known today.</summary>
    public static JsonObject Answer(JsonElement record, Patients patients, params ReadOnlySpan<string> members)
    {
        var visit = record.Member("Visit").Copy();
        return new JsonObject { ["Patient"] = patients.Describe(record.Member("Patient")).Copy("Identifiers", "Demographics", "Notes") }
            .With("Visit", visit.Count > 0 ? visit : null)
            .With(record.Copy(members));
    }
}
