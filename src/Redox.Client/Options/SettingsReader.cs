using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Redox.Client.Options;

/// <summary>
/// Reads options from a configuration section by hand: no reflection, and a value that cannot be read is reported together with all other faults, where the framework's
/// binder would throw at the first. An empty value counts as not set.
/// </summary>
internal sealed class SettingsReader
{
    public const string TrueOrFalse = "Use true or false.";

    private static readonly string[] TimeForms = [@"h\:mm", @"h\:mm\:ss", @"h\:mm\:ss\.FFFFFFF", @"d\.h\:mm\:ss", @"d\.h\:mm\:ss\.FFFFFFF"];

    private readonly RecordedSection _section;
    private readonly SettingPath _path;
    private readonly SettingsOrigin _origin;

    private SettingsReader(RecordedSection section, SettingPath path, SettingsOrigin origin) => (_section, _path, _origin) = (section, path, origin);

    /// <summary>Whether the section has any settings.</summary>
    public bool HasSettings => _section.HasChildren();

    /// <summary>Reads a section, and reports what was wrong with it.</summary>
    /// <param name="configuration">The section.</param>
    /// <param name="origin">Where to report.</param>
    /// <param name="read">Reads every setting of the options.</param>
    /// <param name="others">Sections that other parts of this library read.</param>
    public static void Read(IConfiguration configuration, SettingsOrigin origin, Action<SettingsReader> read, params string[] others)
    {
        var section = new RecordedSection(configuration);
        origin.Path = SettingPath.Section(section.Path);
        read(new SettingsReader(section, origin.Path, origin));
        origin.Faults.AddRange(section.Misplaced());
        origin.Unknown.AddRange(section.Unknown(others));
    }

    /// <summary>The section below.</summary>
    public SettingsReader Section(string name) => new((RecordedSection)_section.GetSection(name), _path.Beneath(name), _origin);

    /// <summary>Leaves a section to an optional part: nothing reads it unless that part is in use, see <see cref="SettingsOrigin.Take"/>.</summary>
    public void Leave(string name)
    {
        var section = _section.GetSection(name);
        if (section.GetChildren().Any() && _section.Path.Length > 0)
        {
            _origin.Unknown.Add(new UnknownSetting(section.Path, Nearest: null));
        }
    }

    /// <summary>A text as it is, <see langword="null"/> when it is not set.</summary>
    public string? Text(string name) => _section[name];

    /// <summary>A list of texts; a single value counts as one, since an environment variable usually holds a single text.</summary>
    public void AddTexts(string name, IList<string> values)
    {
        var setting = _section.GetSection(name);
        if (setting.Value is { } single)
        {
            values.Add(single);
        }

        foreach (var child in setting.GetChildren())
        {
            values.Add(child.Value ?? "");
        }
    }

    /// <summary>The names and values of a section whose names the application chooses.</summary>
    public void AddNamed(string name, IDictionary<string, string> values)
    {
        foreach (var child in _section.GetSection(name).GetChildren())
        {
            values[child.Key] = child.Value ?? "";
        }
    }

    /// <summary>An absolute address. Any other text becomes a relative one, so that the check reports it. It must never mean the default, which is the real exchange.</summary>
    public Uri? Address(string name) =>
        Value(name) is not { } value ? null : Uri.TryCreate(value, UriKind.Absolute, out var address) ? address : new Uri("", UriKind.Relative);

    public void Read<T>(string name, Action<T> set, string remedy)
        where T : IParsable<T>
    {
        if (Value(name) is { } value)
        {
            Set(name, value, T.TryParse(value, CultureInfo.InvariantCulture, out var parsed), parsed!, set, remedy);
        }
    }

    /// <summary>A time with hours, minutes and seconds. A number alone, or more than 23 hours, would silently be days.</summary>
    public void ReadTime(string name, Action<TimeSpan> set, string remedy)
    {
        if (Value(name) is { } value)
        {
            var text = value.AsSpan().Trim();
            var isNegative = text is ['-', ..];
            var isKnown = TimeSpan.TryParseExact(isNegative ? text[1..] : text, TimeForms, CultureInfo.InvariantCulture, out var parsed);
            Set(name, value, isKnown, isNegative ? -parsed : parsed, set, remedy);
        }
    }

    /// <summary>One of a few names. A number or a list of names means nothing to a reader.</summary>
    public void ReadName<T>(string name, Action<T> set, string remedy)
        where T : struct, Enum
    {
        if (Value(name) is { } value)
        {
            T[] meant = [.. Enum.GetValues<T>().Where(known => value.Trim().Equals($"{known}", StringComparison.OrdinalIgnoreCase))];
            Set(name, value, meant is [_], meant.FirstOrDefault(), set, remedy);
        }
    }

    private void Set<T>(string name, string value, bool isKnown, T parsed, Action<T> set, string remedy)
    {
        if (isKnown)
        {
            set(parsed);
        }
        else
        {
            _origin.Faults.Add($"{_path.To(name)}: '{value}' is not a known value. {remedy}");
        }
    }

    private string? Value(string name) => _section[name] is { Length: > 0 } value ? value : null;
}
