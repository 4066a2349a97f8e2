using System.Text.Json;
using Redox.Client.Testing.Engine.State;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary><c>Order.Query</c> and <c>Results.Query</c>.</summary>
internal static class OrderQueries
{
    [Follows(Ledger.QueryOrders, Ledger.QueryCriteria, Ledger.QueryNothingFound)]
    public static QueryResult Orders(JsonElement query, ExchangeState state)
    {
        var found =
            from order in Wanted(state.Orders, query, state.Patients)
            where Criteria.OneOf(query.Texts("VisitNumbers"), order.Member("Visit").Text("VisitNumber"))
            where Criteria.Within(query, "StartDateTime", "EndDateTime", order.Moment("TransactionDateTime"))
            select PatientLink.Answer(
                order, state.Patients,
                "ID", "ApplicationOrderID", "Status", "TransactionDateTime", "CollectionDateTime", "Specimen", "Procedure", "Provider", "ResultCopyProviders",
                "OrderingFacility", "Priority", "Comments", "Notes", "Diagnoses", "ClinicalInfo");
        return new JsonDraft().With("Orders", found);
    }

    [Follows(Ledger.QueryResults, Ledger.QueryCriteria, Ledger.QueryNothingFound)]
    public static QueryResult Results(JsonElement query, ExchangeState state)
    {
        var found =
            from order in Wanted(state.Results, query, state.Patients)
            where Criteria.Within(query.Member("Completion"), "StartDateTime", "EndDateTime", order.Moment("CompletionDateTime"))
            where Criteria.Within(query.Member("LastUpdated"), "StartDateTime", "EndDateTime", order.Moment("LastUpdated"))
            where Criteria.OneOf(query.Texts("ResultStatuses"), order.Text("ResultsStatus"))
            where Criteria.Same(query.Member("Location").Text("Department"), order.Member("Visit").Member("Location").Text("Department"))
            select PatientLink.Answer(
                order, state.Patients,
                "ID", "ApplicationOrderID", "TransactionDateTime", "CollectionDateTime", "CompletionDateTime", "Notes", "ResultsStatus", "Procedure", "Provider",
                "ResultCopyProviders", "Status", "ResponseFlag", "Priority", "Results", "LastUpdated", "Extensions");
        return new JsonDraft().With("Orders", found);
    }

    private static IEnumerable<JsonElement> Wanted(Orders orders, JsonElement query, Patients patients)
    {
        var ofPatients = Criteria.OfPatients(query.Member("Patients").Items(), patients);
        return orders.All.Where(order =>
            ofPatients(order)
            && Criteria.OneOf(query.Texts("OrderIDs"), order.Text("ID"), order.Text("ApplicationOrderID"))
            && Criteria.OneOfCodes(query.Member("Procedures"), order.Member("Procedure")));
    }
}
