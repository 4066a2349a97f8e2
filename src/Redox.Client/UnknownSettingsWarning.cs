using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Redox.Client.Receiving;
using Redox.Client.Telemetry;

namespace Redox.Client;

/// <summary>
/// Tells once of settings that nothing reads: when the options are made, which is when the host starts, or without a host at the first use. A warning and no
/// fault, because a section may hold what a later version reads, or the application itself.
/// </summary>
internal sealed class UnknownSettingsWarning(IEnumerable<BoundSection> bound, ILogger<UnknownSettingsWarning> logger)
    : IValidateOptions<RedoxClientOptions>, IValidateOptions<RedoxDestinationOptions>
{
    private readonly ConcurrentDictionary<string, string> _told = new();

    public ValidateOptionsResult Validate(string? name, RedoxClientOptions options) => Tell(name, options.UnknownSettings);

    public ValidateOptionsResult Validate(string? name, RedoxDestinationOptions options) => Tell(name, options.UnknownSettings);

    private ValidateOptionsResult Tell(string? name, List<UnknownSetting> unknown)
    {
        var text = string.Join(", ", unknown.Where(setting => !bound.Any(section => IsIn(section.Path, setting.Path))));

        // Options are made more than once, and again when a file of settings changes.
        if (text.Length > 0 && _told.GetValueOrDefault(name ?? "") != text)
        {
            _told[name ?? ""] = text;
            logger.SettingsUnknown(text);
        }

        return ValidateOptionsResult.Success;
    }

    private static bool IsIn(string section, string setting) =>
        section.StartsWith(setting, StringComparison.OrdinalIgnoreCase) && (section.Length == setting.Length || section[setting.Length] == ':');
}
