using System.Globalization;
using System.Text.Json;
using Redox.Client.Testing.Engine.State;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Queries;

/// <summary><c>Provider.ProviderQuery</c>, <c>Organization.Query</c> and <c>Referral.Query</c>.</summary>
internal static class DirectoryQueries
{
    [Follows(Ledger.QueryProviders, Ledger.QueryNothingFound)]
    public static QueryResult Providers(JsonElement query, ExchangeState state)
    {
        var wanted = query.Member("Provider");
        var (identifiers, demographics) = (RecordKey.Identifiers(wanted), wanted.Member("Demographics"));
        var found =
            from provider in state.Directories.Providers
            where identifiers.Count == 0 || RecordKey.Identifiers(provider).Intersect(identifiers).Any()
            where Criteria.SameMembers(demographics, provider.Member("Demographics"), "FirstName", "LastName", "MiddleName")
            where LivesAt(demographics.Member("Address"), provider.Member("Demographics").Member("Addresses"))
            select provider.Copy();
        return new JsonDraft().With("Providers", found);
    }

    [Follows(Ledger.QueryOrganizations, Ledger.QueryOrganizationRules, Ledger.QueryNothingFound)]
    public static QueryResult Organizations(JsonElement query, ExchangeState state)
    {
        var identifier = RecordKey.Of(query.Member("Identifier").Text("ID"));
        var found = (
            from organization in state.Directories.Organizations
            where Criteria.SameMembers(query, organization, "Directory")
            where identifier is [] || RecordKey.Identifiers(organization).Any(key =>
                key.Id == identifier[0].Id && Criteria.Same(query.Member("Identifier").Text("IDType"), key.Type))
            where HasName(query.Member("NameSearch"), organization)
            where Criteria.Same(query.Text("State"), organization.Member("Address").Text("State"))
            where query.Member("Active").ValueKind is not (JsonValueKind.True or JsonValueKind.False)
                || organization.Member("Active").ValueKind == query.Member("Active").ValueKind
            select organization).ToList();

        var index = Number(query.Text("Index")) ?? 0;
        var page = found.Skip(index).Take(Number(query.Text("Limit")) ?? found.Count).Select(organization => organization.Copy().Without("Directory"));
        return new JsonDraft()
            .With("Directory", query.Text("Directory"))
            .With("Paging", new JsonDraft().With("Count", found.Count).With("Index", index))
            .With("Organizations", page);
    }

    [Follows(Ledger.QueryCriteria, Ledger.QueryNothingFound)]
    public static QueryResult Referrals(JsonElement query, ExchangeState state)
    {
        var found =
            from referral in state.Referrals.All.Where(Criteria.OfPatients([query.Member("Patient")], state.Patients))
            select referral.Copy().Without("Patient", "AuthorizationRequest");
        return new JsonDraft().With("Referrals", found);
    }

    private static bool LivesAt(JsonElement wanted, JsonElement addresses) =>
        Criteria.SameMembers(wanted, default, "City", "State", "ZIP")
        || addresses.Items().Any(address => Criteria.SameMembers(wanted, address, "City", "State", "ZIP"));

    private static bool HasName(JsonElement search, JsonElement organization)
    {
        var (wanted, name) = (search.Text("Value"), organization.Text("Name"));
        return string.Equals(search.Text("SearchType"), "Exact", StringComparison.OrdinalIgnoreCase)
            ? Criteria.Same(wanted, name)
            : wanted is null || (name?.Contains(wanted, StringComparison.OrdinalIgnoreCase) ?? false);
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
