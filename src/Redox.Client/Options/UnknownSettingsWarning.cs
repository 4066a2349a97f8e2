using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Redox.Client.Receiving;
using Redox.Client.Telemetry;

namespace Redox.Client.Options;

/// <summary>
/// Warns once of settings that nothing reads: when the options are created, which is when the host starts, or without a host at the first use. A warning and not an
/// error, because a section may contain settings for a later version, or for the application itself.
/// </summary>
internal sealed class UnknownSettingsWarning(IEnumerable<BoundSection> bound, ILogger<UnknownSettingsWarning> logger)
    : IValidateOptions<RedoxClientOptions>, IValidateOptions<RedoxDestinationOptions>
{
    private readonly ConcurrentDictionary<string, string> _warned = new();

    public ValidateOptionsResult Validate(string? name, RedoxClientOptions options) => Warn(name, options.UnknownSettings);

    public ValidateOptionsResult Validate(string? name, RedoxDestinationOptions options) => Warn(name, options.UnknownSettings);

    private ValidateOptionsResult Warn(string? name, List<UnknownSetting> unknown)
    {
        var text = string.Join(", ", unknown.Where(setting => !bound.Any(section => IsIn(section.Path, setting.Path))));

        // Options are created more than once, and again when a settings file changes.
        if (text.Length > 0 && _warned.GetValueOrDefault(name ?? "") != text)
        {
            _warned[name ?? ""] = text;
            logger.SettingsUnknown(text);
        }

        return ValidateOptionsResult.Success;
    }

    private static bool IsIn(string section, string setting) =>
        section.StartsWith(setting, StringComparison.OrdinalIgnoreCase) && (section.Length == setting.Length || section[setting.Length] == ':');
}
