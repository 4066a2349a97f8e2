using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Redox.Client.Options;

/// <summary>
/// A section that records what is read from it. Afterwards it knows, without reflection and without a second list of names, which of its settings were
/// not read, and which were in a form that could not be read: a section in place of a value, or the reverse.
/// </summary>
internal sealed class RecordedSection : IConfigurationSection
{
    private readonly IConfiguration _inner;
    private readonly string _place; // Relative to the recorded section; empty for that section itself.
    private readonly Dictionary<string, Use> _uses;

    public RecordedSection(IConfiguration section)
        : this(section, "", new(StringComparer.OrdinalIgnoreCase))
    {
    }

    private RecordedSection(IConfiguration inner, string place, Dictionary<string, Use> uses) => (_inner, _place, _uses) = (inner, place, uses);

    [Flags]
    private enum Use
    {
        None = 0,
        Value = 1,
        Section = 2,
        AllBelow = 4,
    }

    public string Key => (_inner as IConfigurationSection)?.Key ?? "";

    public string Path => (_inner as IConfigurationSection)?.Path ?? "";

    public string? Value
    {
        get
        {
            Record(_place, Use.Value);
            return (_inner as IConfigurationSection)?.Value;
        }
        set => throw new NotSupportedException();
    }

    public string? this[string key]
    {
        get
        {
            Record(Below(_place, key), Use.Value);
            return _inner[key];
        }
        set => throw new NotSupportedException();
    }

    public IConfigurationSection GetSection(string key)
    {
        var place = Below(_place, key);
        Record(place, Use.None);
        return new RecordedSection(_inner.GetSection(key), place, _uses);
    }

    /// <summary>Everything below, whatever its name.</summary>
    public IEnumerable<IConfigurationSection> GetChildren()
    {
        Record(_place, Use.Section | Use.AllBelow);
        return _inner.GetChildren();
    }

    public IChangeToken GetReloadToken() => _inner.GetReloadToken();

    /// <summary>Whether there is anything below; this does not count as reading.</summary>
    public bool HasChildren() => _inner.GetChildren().Any();

    /// <summary>The settings that are there and were not read.</summary>
    /// <param name="ours">Sections that something else reads.</param>
    public IEnumerable<UnknownSetting> Unknown(params string[] ours)
    {
        // The root of a configuration holds everybody's settings: we cannot know which ones belong there.
        return Path.Length == 0 ? [] : Visit("", _inner).Where(found => found.Fault is null && !ours.Contains(found.Key, StringComparer.OrdinalIgnoreCase))
            .Select(found => new UnknownSetting(found.Path, NearestName.To(found.Path[(found.Path.LastIndexOf(':') + 1)..], Names(found.Key, ours))));
    }

    /// <summary>The settings that could not be read because of their form. Path, cause and remedy.</summary>
    public IEnumerable<string> Misplaced() => Visit("", _inner).Where(found => found.Fault is not null).Select(found => $"{found.Path}: {found.Fault}");

    private static string Below(string place, string key) => place.Length == 0 ? key : $"{place}:{key}";

    private void Record(string place, Use use)
    {
        _uses[place] = _uses.GetValueOrDefault(place) | use;
        while (place.LastIndexOf(':') is > 0 and var end)
        {
            place = place[..end];
            _uses[place] = _uses.GetValueOrDefault(place) | Use.Section;
        }
    }

    private IEnumerable<(string Key, string Path, string? Fault)> Visit(string place, IConfiguration section)
    {
        foreach (var child in section.GetChildren())
        {
            var key = Below(place, child.Key);
            if (!_uses.TryGetValue(key, out var use))
            {
                yield return (key, child.Path, null);
            }
            else if (use.HasFlag(Use.Value) && !use.HasFlag(Use.Section) && string.IsNullOrEmpty(child.Value) && child.GetChildren().Any())
            {
                yield return (key, child.Path, "a section or a list, where a single value is expected. Give the value itself.");
            }
            else if (!use.HasFlag(Use.Value) && !string.IsNullOrEmpty(child.Value))
            {
                yield return (key, child.Path, "a value, where a section is expected. Give the settings below it by name.");
            }
            else if (!use.HasFlag(Use.AllBelow))
            {
                foreach (var found in Visit(key, child))
                {
                    yield return found;
                }
            }
        }
    }

    // The known names at the same place.
    private IEnumerable<string> Names(string key, string[] ours)
    {
        var parent = key.LastIndexOf(':') is > 0 and var end ? key[..(end + 1)] : "";
        return _uses.Keys.Concat(ours).Where(known => known.StartsWith(parent, StringComparison.OrdinalIgnoreCase) && known.Length > parent.Length && !known[parent.Length..].Contains(':'))
            .Select(known => known[parent.Length..]);
    }
}
