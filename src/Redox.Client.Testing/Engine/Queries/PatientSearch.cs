using System.Text.Json;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary><c>PatientSearch.Query</c> over the patients the fake was given.</summary>
internal sealed class PatientSearch(RedoxFakeData data)
{
    private static readonly string[] Searched = ["FirstName", "LastName", "DOB"];

    /// <summary>Writes the answer; <see langword="null"/> when there is nothing to search by.</summary>
    [Recorded("No match: 200 and an empty Patient, also for a nonsensical DOB")]
    [Recorded("No criteria: refused by the destination")]
    [Documented("Data model PatientSearch: PotentialMatches when several fit")]
    public Action<Utf8JsonWriter>? Answer(JsonElement criteria)
    {
        if (Matching(criteria) is not { } matches)
        {
            return null;
        }

        var found = data.Patients.Where(matches).ToList();
        return writer =>
        {
            switch (found)
            {
                case []:
                    writer.WriteStartObject("Patient");
                    writer.WriteEndObject();
                    break;
                case [var only]:
                    writer.WritePropertyName("Patient");
                    only.WriteTo(writer);
                    break;
                default:
                    writer.WriteStartArray("PotentialMatches");
                    found.ForEach(patient => patient.WriteTo(writer));
                    writer.WriteEndArray();
                    break;
            }
        };
    }

    [Assumed("Identifiers decide alone when there are any; otherwise every name and birth date that is given has to fit")]
    private static Func<JsonElement, bool>? Matching(JsonElement criteria)
    {
        var identifiers = Identifiers(criteria).ToHashSet();
        if (identifiers.Count > 0)
        {
            return patient => Identifiers(patient).Any(identifiers.Contains);
        }

        var demographics = criteria.Member("Demographics");
        var given = Searched.Where(name => demographics.Text(name) is not null).ToList();
        return given.Count == 0
            ? null
            : patient => given.TrueForAll(name =>
                string.Equals(patient.Member("Demographics").Text(name), demographics.Text(name), StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<(string Id, string? Type)> Identifiers(JsonElement patient) =>
        from identifier in patient.Member("Identifiers").Items()
        let id = identifier.Text("ID")
        where id is not null
        select (id, identifier.Text("IDType"));
}
