using System.Collections.Frozen;
using System.Text.Json;
using Redox.Client.Testing.Engine.Messages;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary>Which messages are queries, and the members of the answer to each.</summary>
internal sealed class QueryAnswers(RedoxFakeData data)
{
    [Documented("Event types for data models: the synchronous ones")]
    private static readonly FrozenSet<string> Queries = FrozenSet.ToFrozenSet(
    [
        "ClinicalDecisions.Request",
        "ClinicalSummary.DocumentGet",
        "ClinicalSummary.DocumentQuery",
        "ClinicalSummary.PatientQuery",
        "ClinicalSummary.VisitQuery",
        "Enrichment.NaturalLanguageProcessingQuery",
        "Enrichment.NormalizationQuery",
        "Media.Query",
        "Notes.Query",
        "Order.Query",
        "Organization.Query",
        "PatientAdmin.CensusQuery",
        "PatientAdmin.VisitQuery",
        "PatientSearch.LocationQuery",
        "PatientSearch.Query",
        "Provider.ProviderQuery",
        "Referral.Query",
        "Results.Query",
        "Scheduling.AvailableSlots",
        "Scheduling.Booked",
        "Vaccination.PatientQuery",
    ]);

    private readonly PatientSearch _patientSearch = new(data);

    public static bool IsQuery(MessageEnvelope message) => Queries.Contains(message.Kind);

    /// <summary>Writes the members beside <c>Meta</c>; <see langword="null"/> when the destination refuses the query.</summary>
    [Recorded("Scheduling.Booked without a match: 200 and an empty Visits")]
    [Assumed("Other queries without a match: 200 and Meta alone")]
    public Action<Utf8JsonWriter>? Answer(MessageEnvelope query) => query.Kind switch
    {
        "PatientSearch.Query" => _patientSearch.Answer(query.Message.Member("Patient")),
        "Scheduling.Booked" => WriteNoVisits,
        _ => WriteNothing,
    };

    private static void WriteNoVisits(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("Visits");
        writer.WriteEndArray();
    }

    private static void WriteNothing(Utf8JsonWriter writer)
    {
    }
}
