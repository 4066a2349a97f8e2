namespace Redox.ModelGenerator.Definitions;

/// <summary>Collects what is wrong, so that one run reports everything.</summary>
internal sealed class DefinitionErrors
{
    private readonly List<(Place Place, string Message)> _errors = [];

    public void Add(Place place, string cause, string remedy) => _errors.Add((place, $"{place}: {cause}; {remedy}"));

    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            var inOrder = _errors.OrderBy(e => e.Place.File, StringComparer.Ordinal).ThenBy(e => e.Place.Line);
            throw new DefinitionException(string.Join('\n', inOrder.Select(e => e.Message)));
        }
    }
}
