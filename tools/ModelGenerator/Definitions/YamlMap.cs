using YamlDotNet.RepresentationModel;

namespace Redox.ModelGenerator.Definitions;

/// <summary>A text of a definition file, with its place.</summary>
internal readonly record struct YamlText(string Value, Place Place);

/// <summary>A mapping of a definition file. Anything that does not have the expected shape is reported with its line and left out.</summary>
internal sealed class YamlMap(string file, YamlMappingNode node, DefinitionErrors errors)
{
    public Place Place { get; } = new(file, node.Start.Line);

    public IEnumerable<YamlText> Keys => node.Children.Keys.Select(key => new YamlText(key.ToString(), PlaceOf(key)));

    public Place PlaceOf(string key) => node.Children.TryGetValue(key, out var value) ? PlaceOf(value) : Place;

    /// <summary>Reports every key that is not among <paramref name="known"/>.</summary>
    public void CheckKeys(string owner, params string[] known)
    {
        foreach (var key in Keys.Where(key => !known.Contains(key.Value)))
        {
            errors.Add(
                key.Place,
                $"{owner} has no key '{key.Value}'",
                $"use one of {string.Join(", ", known)}, and quote a text that contains a comma, a colon or a bracket");
        }
    }

    public string RequiredText(string key, string owner)
    {
        if (Text(key) is { Length: > 0 } text)
        {
            return text;
        }

        errors.Add(Place, $"{owner} has no '{key}'", $"add '{key}: ...'");
        return "";
    }

    /// <summary>The text under <paramref name="key"/>; <c>[X]</c> for a list of one element, as types of lists are written.</summary>
    public string? Text(string key)
    {
        switch (node.Children.TryGetValue(key, out var value) ? value : null)
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return scalar.Value;
            case YamlSequenceNode { Children: [YamlScalarNode element] }:
                return $"[{element.Value}]";
            case var other:
                errors.Add(PlaceOf(other), $"'{key}' is not a text", $"write '{key}: text'");
                return null;
        }
    }

    public IReadOnlyList<YamlText> Texts(string key)
    {
        if (!node.Children.TryGetValue(key, out var value))
        {
            return [];
        }

        if (value is YamlSequenceNode sequence && sequence.All(element => element is YamlScalarNode))
        {
            return [.. sequence.Select(element => new YamlText(((YamlScalarNode)element).Value ?? "", PlaceOf(element)))];
        }

        errors.Add(PlaceOf(value), $"'{key}' is not a list of texts", $"write '{key}: [a, b]', or one '- a' per line when a text contains brackets");
        return [];
    }

    /// <summary>The mapping under <paramref name="key"/>; null when it is absent.</summary>
    public YamlMap? Map(string key)
    {
        switch (node.Children.TryGetValue(key, out var value) ? value : null)
        {
            case null:
                return null;
            case YamlMappingNode map:
                return new YamlMap(file, map, errors);
            case var other:
                errors.Add(PlaceOf(other), $"'{key}' is not a mapping", "write 'name: ...' lines beneath it, or remove it");
                return null;
        }
    }

    /// <summary>The named mappings under <paramref name="key"/>, e.g. the types under <c>types</c>.</summary>
    public IEnumerable<(YamlText Name, YamlMap Body)> Entries(string key)
    {
        if (Map(key) is not { } map)
        {
            yield break;
        }

        foreach (var name in map.Keys)
        {
            if (map.Map(name.Value) is { } body)
            {
                yield return (name, body);
            }
        }
    }

    public bool IsMap(string key) => node.Children.TryGetValue(key, out var value) && value is YamlMappingNode;

    private Place PlaceOf(YamlNode value) => new(file, value.Start.Line);
}
