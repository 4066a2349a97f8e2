using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Redox.Client.Testing.Engine.Messages;
using Redox.Client.Testing.Engine.State;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary>Which messages are queries, and where the answer to each comes from.</summary>
[Documented("Event types for data models: the synchronous ones")]
internal static class QueryAnswers
{
    private delegate QueryAnswer Answering(JsonElement query, ExchangeState state);

    private static readonly FrozenDictionary<string, Answering> Queries = new Dictionary<string, Answering>
    {
        ["ClinicalDecisions.Request"] = Empty("Advisories"),
        ["ClinicalSummary.DocumentGet"] = SummaryQueries.Document,
        ["ClinicalSummary.DocumentQuery"] = SummaryQueries.Documents,
        ["ClinicalSummary.PatientQuery"] = SummaryQueries.OfPatient,
        ["ClinicalSummary.VisitQuery"] = SummaryQueries.OfVisit,
        ["Enrichment.NaturalLanguageProcessingQuery"] = NothingRecognized,
        ["Enrichment.NormalizationQuery"] = Empty("Entries"),
        ["Media.Query"] = ChartQueries.Media,
        ["Notes.Query"] = ChartQueries.Notes,
        ["Order.Query"] = OrderQueries.Orders,
        ["Organization.Query"] = DirectoryQueries.Organizations,
        ["PatientAdmin.CensusQuery"] = VisitQueries.Census,
        ["PatientAdmin.VisitQuery"] = VisitQueries.Find,
        ["PatientSearch.LocationQuery"] = PatientSearch.Locate,
        ["PatientSearch.Query"] = PatientSearch.Find,
        ["Provider.ProviderQuery"] = DirectoryQueries.Providers,
        ["Referral.Query"] = DirectoryQueries.Referrals,
        ["Results.Query"] = OrderQueries.Results,
        ["Scheduling.AvailableSlots"] = SchedulingQueries.AvailableSlots,
        ["Scheduling.Booked"] = SchedulingQueries.Booked,
        ["Vaccination.PatientQuery"] = PatientSearch.FindVaccinations,
    }.ToFrozenDictionary();

    public static bool IsQuery(MessageEnvelope message) => Queries.ContainsKey(message.Kind);

    public static QueryAnswer Answer(MessageEnvelope query, ExchangeState state) => Queries[query.Kind](query.Message, state);

    [Assumed("A destination that decides and recognizes nothing: the members that the answer requires, with nothing in them")]
    private static Answering Empty(string list) => (_, _) => new JsonObject { [list] = new JsonArray() };

    [Assumed("Status of the task: completed, with nothing recognized")]
    private static QueryAnswer NothingRecognized(JsonElement query, ExchangeState state) => new JsonObject
    {
        ["Entries"] = new JsonArray(),
        ["Transaction"] = new JsonObject
        {
            ["ID"] = "fake",
            ["VendorID"] = "fake",
            ["Task"] = new JsonObject { ["ID"] = query.Member("Task").Text("ID") ?? "fake", ["Status"] = "Completed" },
        },
    };
}
