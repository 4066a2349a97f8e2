using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Redox.Client.Options;

/// <summary>
/// Reports what the configuration section got wrong. Settings that cannot be read are faults. Settings that nothing reads are a warning, once: when the options are created,
/// which is when the host starts, or without a host at the first use. They are not faults, because a section may contain settings for a later version, or for the
/// application itself.
/// </summary>
internal sealed class SettingsReport<TOptions>(IEnumerable<BoundSection> bound, ILogger<TOptions> logger) : IValidateOptions<TOptions>
    where TOptions : class, ISettings
{
    private readonly ConcurrentDictionary<string, string> _warned = new();

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        Warn(name ?? "", options.Origin.Unknown);
        return options.Origin.Faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(options.Origin.Faults);
    }

    private void Warn(string name, List<UnknownSetting> unknown)
    {
        var text = string.Join(", ", unknown.Where(setting => !bound.Any(section => IsIn(section.Path, setting.Path))));

        // Options are created more than once, and again when a settings file changes.
        if (text.Length > 0 && _warned.GetValueOrDefault(name) != text)
        {
            _warned[name] = text;
            logger.SettingsUnknown(text);
        }
    }

    private static bool IsIn(string section, string setting) =>
        section.StartsWith(setting, StringComparison.OrdinalIgnoreCase) && (section.Length == setting.Length || section[setting.Length] == ':');
}
