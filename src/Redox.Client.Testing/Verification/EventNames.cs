namespace Redox.Client.Testing;

/// <summary>
/// The events that a test may name as text: those of Redox's data models, and those that it declares as its own. Any other is taken for a slip, which
/// would otherwise make "none has come" true.
/// </summary>
internal sealed class EventNames(IEnumerable<string> custom)
{
    private const int MaxSuggestions = 3;

    private readonly HashSet<string> _custom = new(custom, StringComparer.Ordinal);

    public bool Know(string dataModel, string eventType) =>
        RedoxJson.FindDefinition(dataModel, eventType) is not null || _custom.Contains($"{dataModel}.{eventType}");

    /// <exception cref="ArgumentException">Nobody knows the event.</exception>
    public void Check(string dataModel, string eventType)
    {
        if (!Know(dataModel, eventType))
        {
            throw Unknown($"{dataModel}.{eventType}", "event", RedoxJson.Definitions.Select(definition => definition.ToString()).Concat(_custom));
        }
    }

    /// <exception cref="ArgumentException">Nobody knows the data model.</exception>
    public void Check(string dataModel, StringComparison comparison = StringComparison.Ordinal)
    {
        var known = RedoxJson.Definitions.Select(definition => definition.DataModel).Concat(_custom.Select(name => name.Split('.')[0])).ToHashSet(StringComparer.Ordinal);
        if (!known.Any(name => Bare(name).Equals(Bare(dataModel), comparison)))
        {
            throw Unknown(dataModel, "data model", known);
        }
    }

    private static ArgumentException Unknown(string name, string what, IEnumerable<string> known)
    {
        var nearest = known.Distinct().OrderBy(other => EditDistance.Between(name, other)).ThenBy(other => other, StringComparer.Ordinal).Take(MaxSuggestions);
        return new($"'{name}' is no {what} of Redox's data models. The nearest names: {string.Join(", ", nearest)}. "
            + $"If you mean an event of your own, declare it: {nameof(RedoxFakeOptions)}.{nameof(RedoxFakeOptions.CustomEvents)}.Add(\"DataModel.EventType\").");
    }

    // Blanks in the names of data models do not count anywhere.
    private static string Bare(string name) => name.Replace(" ", "", StringComparison.Ordinal);
}
