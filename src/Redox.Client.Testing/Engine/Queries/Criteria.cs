using System.Text.Json;
using Redox.Client.Testing.Engine.State;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary>Compares the criteria of a query with the known data. An absent or empty criterion matches everything.</summary>
[Follows(Ledger.QueryCriteria)]
internal static class Criteria
{
    public static bool Same(string? wanted, string? value) => wanted is null || string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase);

    public static bool OneOf(IReadOnlyList<string> wanted, params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            if (value is not null && wanted.Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return wanted.Count == 0;
    }

    /// <summary>Whether the wanted members have the wanted text.</summary>
    public static bool SameMembers(JsonElement wanted, JsonElement value, params ReadOnlySpan<string> members)
    {
        foreach (var name in members)
        {
            if (!Same(wanted.Text(name), value.Text(name)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a moment is between two members of a query, inclusive; an end without a time of day includes the whole day.</summary>
    public static bool Within(JsonElement query, string start, string end, DateTimeOffset? moment)
    {
        var (from, to) = (query.Moment(start), query.Moment(end));
        if (to is { } day && query.Text(end)!.IndexOf('T', StringComparison.Ordinal) < 0)
        {
            to = day.AddDays(1).AddTicks(-1);
        }

        return (from is null || moment >= from) && (to is null || moment <= to);
    }

    /// <summary>Whether one of the wanted codes is the given one, in the same code set if both name one.</summary>
    public static bool OneOfCodes(JsonElement wanted, JsonElement code) => OneOfItems(
        wanted.Items().Where(item => item.Text("Code") is not null),
        item => Same(item.Text("Code"), code.Text("Code")) && Same(item.Text("Codeset"), code.Text("Codeset") ?? item.Text("Codeset")));

    /// <summary>Whether one of the wanted codes has the text as code or description.</summary>
    public static bool OneOfCodes(JsonElement wanted, string? text)
    {
        var texts = wanted.Items().SelectMany(item => new[] { item.Text("Code"), item.Text("Description") }).OfType<string>().ToList();
        return OneOf(texts, text);
    }

    /// <summary>Whether one of the wanted providers is among the given ones.</summary>
    public static bool OneOfProviders(IEnumerable<JsonElement> wanted, IEnumerable<JsonElement> providers) => OneOfItems(
        wanted.Where(provider => provider.Text("ID") is not null),
        provider => providers.Any(other => provider.Text("ID") == other.Text("ID") && Same(provider.Text("IDType"), other.Text("IDType") ?? provider.Text("IDType"))));

    public static bool OneOfLocations(IEnumerable<JsonElement> wanted, JsonElement location) =>
        OneOfItems(wanted, other => SameMembers(other, location, "Facility", "Department", "Room"));

    /// <summary>Whether the patient of a record is one of the wanted patients, by any of their known identifiers.</summary>
    public static Func<JsonElement, bool> OfPatients(IEnumerable<JsonElement> wanted, Patients known)
    {
        var patients = wanted.Where(patient => RecordKey.Identifiers(patient).Count > 0).Select(patient => known.Identify(patient)).ToHashSet();
        return patients.Count == 0
            ? _ => true
            : record => known.Identify(record.Member("Patient")) is { } patient && patients.Contains(patient);
    }

    private static bool OneOfItems(IEnumerable<JsonElement> wanted, Func<JsonElement, bool> matches)
    {
        var list = wanted.ToList();
        return list.Count == 0 || list.Exists(item => matches(item));
    }
}
