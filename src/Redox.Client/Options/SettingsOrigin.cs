namespace Redox.Client.Options;

/// <summary>Where options came from, and what was wrong with them there.</summary>
/// <param name="type">The name of their type, under which they are known as long as they were only set in code.</param>
internal sealed class SettingsOrigin(string type)
{
    /// <summary>The place of the settings in error messages: the path of a configuration section, or else the name of the type.</summary>
    public SettingPath Path { get; set; } = new(type, '.');

    /// <summary>Settings that could not be read from the section. Reported together with all other faults.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Settings in the section that nothing reads.</summary>
    public List<UnknownSetting> Unknown { get; } = [];

    /// <summary>A section that was left to an optional part, which turns out to be in use.</summary>
    public void Take(string section) => Unknown.RemoveAll(setting => setting.Path.EndsWith($":{section}", StringComparison.Ordinal));

    /// <summary>The place, with the name of the options if it is only known from code: <c>RedoxClientOptions[clinic-b]</c>.</summary>
    public SettingPath PathOf(string? name) => Path.Root == type && !string.IsNullOrEmpty(name) ? Path with { Root = $"{type}[{name}]" } : Path;
}
