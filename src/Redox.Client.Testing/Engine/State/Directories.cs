using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.State;

/// <summary>Providers, and organizations by directory.</summary>
internal sealed class Directories(int capacity)
{
    private readonly RecordSet _providers = new(capacity);
    private readonly RecordSet _organizations = new(capacity);

    public IEnumerable<JsonElement> Providers => _providers.All;

    /// <summary>Each is an organization with the name of its <c>Directory</c>.</summary>
    public IEnumerable<JsonElement> Organizations => _organizations.All;

    [Follows(Ledger.StateProviders, Ledger.StateProviderKeys)]
    public void ApplyProviders(string eventType, JsonElement message)
    {
        foreach (var provider in message.Member("Providers").Items())
        {
            var record = provider.Copy();
            if (eventType is "Activate" or "Deactivate")
            {
                record.With("IsActive", eventType == "Activate");
            }

            _providers.Put(RecordKey.Identifiers(provider), record.Freeze());
        }
    }

    [Follows(Ledger.StateOrganizations, Ledger.StateOrganizationRules)]
    public void ApplyOrganizations(JsonElement message)
    {
        var directory = message.Text("Directory");
        var removes = message.Text("Action") is { } action && Removing.Contains(action, StringComparer.OrdinalIgnoreCase);
        foreach (var organization in message.Member("Organizations").Items())
        {
            var keys = Keys(organization, directory);
            if (removes)
            {
                _organizations.Remove(keys);
            }
            else
            {
                _organizations.Put(keys, organization.Copy().With("Directory", directory).Freeze());
            }
        }
    }

    private static readonly string[] Removing = ["Delete", "Remove"];

    private static IReadOnlyList<RecordKey> Keys(JsonElement organization, string? directory)
    {
        var identifiers = RecordKey.Identifiers(organization);
        return identifiers is [] && organization.Text("Name") is { } name
            ? [new($"{directory} {name}", "Name")]
            : [.. identifiers.Select(identifier => new RecordKey($"{directory} {identifier.Id}", identifier.Type))];
    }
}
