using System.Collections.Frozen;
using System.Text.Json;
using Redox.Client.Testing.Engine.Messages;
using Redox.Client.Testing.Engine.State;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary>Which messages are queries, and how each is answered.</summary>
[Follows(Ledger.QueryKinds)]
internal static class QueryResults
{
    private delegate QueryResult Answering(JsonElement query, ExchangeState state);

    private static readonly FrozenDictionary<string, Answering> Queries = new Dictionary<string, Answering>
    {
        ["ClinicalDecisions.Request"] = Empty("Advisories"),
        ["ClinicalSummary.DocumentGet"] = SummaryQueries.Document,
        ["ClinicalSummary.DocumentQuery"] = SummaryQueries.Documents,
        ["ClinicalSummary.PatientQuery"] = SummaryQueries.OfPatient,
        ["ClinicalSummary.VisitQuery"] = SummaryQueries.OfVisit,
        ["Enrichment.NaturalLanguageProcessingQuery"] = NothingRecognized,
        ["Enrichment.NormalizationQuery"] = Empty("Entries"),
        ["Enrichment.ProvidersDetailsGet"] = Empty("Providers"),
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

    private static readonly FrozenDictionary<string, IReadOnlyList<Ledger>> Rules =
        Queries.ToFrozenDictionary(query => query.Key, query => FollowsAttribute.Of(query.Value.Method));

    public static bool IsQuery(MessageEnvelope message) => Queries.ContainsKey(message.EventKey);

    public static QueryResult Answer(MessageEnvelope query, ExchangeState state)
    {
        var response = Queries[query.EventKey](query.Message, state);
        return response with { Follows = [.. Rules[query.EventKey], .. response.Follows] };
    }

    private static Answering Empty(string list) => [Follows(Ledger.QueryUndecided)] (_, _) => new JsonDraft().With(list, []);

    [Follows(Ledger.QueryUndecided)]
    private static QueryResult NothingRecognized(JsonElement query, ExchangeState state) => new JsonDraft()
        .With("Entries", [])
        .With("Transaction", new JsonDraft()
            .With("ID", "fake")
            .With("VendorID", "fake")
            .With("Task", new JsonDraft().With("ID", query.Member("Task").Text("ID") ?? "fake").With("Status", "Completed")));
}
