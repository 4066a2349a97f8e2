using Redox.Client.Options;
namespace Redox.Client.Testing.Engine;

/// <summary>
/// The events that a test may name as text: those of Redox's data models, and those that it declares as custom events. Any other name is treated as a typo,
/// because otherwise it would make "none has arrived" true.
/// </summary>
internal sealed class EventNames(IEnumerable<string> custom)
{
    private const int MaxSuggestions = 3;

    private readonly HashSet<string> _custom = new(custom, StringComparer.Ordinal);

    public bool Know(string dataModel, string eventType) =>
        RedoxJson.FindDefinition(dataModel, eventType) is not null || _custom.Contains($"{dataModel}.{eventType}");

    /// <exception cref="ArgumentException">The event is unknown.</exception>
    public void Check(string dataModel, string eventType)
    {
        if (!Know(dataModel, eventType))
        {
            throw Unknown($"{dataModel}.{eventType}", "an event of", RedoxJson.Definitions.Select(definition => definition.ToString()).Concat(_custom));
        }
    }

    /// <exception cref="ArgumentException">The data model is unknown.</exception>
    public void Check(string dataModel, StringComparison comparison = StringComparison.Ordinal)
    {
        var known = RedoxJson.Definitions.Select(definition => definition.DataModel).Concat(_custom.Select(name => name.Split('.')[0])).ToHashSet(StringComparer.Ordinal);
        if (!known.Any(name => Bare(name).Equals(Bare(dataModel), comparison)))
        {
            throw Unknown(dataModel, "one of", known);
        }
    }

    private static ArgumentException Unknown(string name, string what, IEnumerable<string> known)
    {
        var nearest = known.Distinct().OrderBy(other => EditDistance.Between(name, other)).ThenBy(other => other, StringComparer.Ordinal).Take(MaxSuggestions);
        return new($"'{name}' is not {what} Redox's data models. The nearest names: {string.Join(", ", nearest)}. "
            + $"If it is a custom event, declare it: {nameof(RedoxFakeOptions)}.{nameof(RedoxFakeOptions.CustomEvents)}.Add(\"DataModel.EventType\").");
    }

    // Spaces in the names of data models are ignored everywhere.
    private static string Bare(string name) => name.Replace(" ", "", StringComparison.Ordinal);
}
