using Microsoft.Extensions.Options;
using Redox.Client.Memory;

namespace Redox.Client.Options;

/// <summary>Checks the options as a whole. Reports all faults at once, each with the setting's path, the cause and the remedy, and without secrets.</summary>
internal sealed class RedoxClientOptionsValidator : IValidateOptions<RedoxClientOptions>
{
    public ValidateOptionsResult Validate(string? name, RedoxClientOptions options)
    {
        var (path, faults) = (options.Origin.PathOf(name), new List<string>());
        CheckSource(options.SourceId, path, faults);
        CheckDestinations(options.Destinations, path, faults);
        CheckDefaultDestination(options, path, faults);
        AddressCheck.Run(options.BaseAddress, path.To(nameof(options.BaseAddress)), faults);
        AddressCheck.Run(options.BlobAddress, path.To(nameof(options.BlobAddress)), faults);
        CheckLimits(options, path, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckSource(string? sourceId, SettingPath path, List<string> faults)
    {
        if (sourceId is not (null or ""))
        {
            CheckId(sourceId, path.To(nameof(RedoxClientOptions.SourceId)), "source", faults);
        }
    }

    private static void CheckDestinations(IDictionary<string, string> destinations, SettingPath path, List<string> faults)
    {
        foreach (var (name, id) in destinations)
        {
            var setting = path.To(nameof(RedoxClientOptions.Destinations), name);
            if (SettingText.Fault(name) is { } fault)
            {
                faults.Add($"{setting}: the name {fault}");
            }

            CheckId(id, setting, "destination", faults);
        }
    }

    // Guid's parsers accept white space around an ID; Redox's headers do not.
    private static void CheckId(string id, string setting, string what, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            faults.Add($"{setting}: has no value. Set it to the ID of the {what}, a UUID; there are no settings below it.");
        }
        else if (SettingText.Fault(id) is { } fault)
        {
            faults.Add($"{setting}: {fault}");
        }
        else if (!Guid.TryParseExact(id, "D", out _))
        {
            faults.Add($"{setting}: '{id}' is not a UUID. Use the ID of the {what}, not its name.");
        }
    }

    private static void CheckDefaultDestination(RedoxClientOptions options, SettingPath path, List<string> faults)
    {
        if (SettingText.Fault(options.DefaultDestination) is { } fault)
        {
            faults.Add($"{path.To(nameof(options.DefaultDestination))}: {fault}");
        }
        else if (options.DefaultDestination is { Length: > 0 } name && !options.Destinations.ContainsKey(name) && !Guid.TryParseExact(name, "D", out _))
        {
            faults.Add($"{path.To(nameof(options.DefaultDestination))}: '{name}' is neither a UUID nor a name in {path.To(nameof(options.Destinations))}. {KnownNames(options)}.");
        }
    }

    internal static string KnownNames(RedoxClientOptions options) => options.Destinations.Count == 0
        ? "No names are configured"
        : $"Known names: {string.Join(", ", options.Destinations.Keys.Order(StringComparer.OrdinalIgnoreCase).Select(name => $"'{name}'"))}";

    private static void CheckLimits(RedoxClientOptions options, SettingPath path, List<string> faults)
    {
        void AtLeast(int least, int value, string remedy, params ReadOnlySpan<string> names)
        {
            if (value < least)
            {
                faults.Add($"{path.To(names)}: {value} is too small. {remedy}");
            }
        }

        var limit = options.RateLimit;
        AtLeast(1, options.MaxMessageSize, "Give the size in bytes; Redox takes 41943040 (40 MB).", nameof(options.MaxMessageSize));
        if (options.MaxMemoryInFlight < MemoryLimits.LeastForResponses)
        {
            faults.Add($"{path.To(nameof(options.MaxMemoryInFlight))}: {options.MaxMemoryInFlight} is too small. Use {MemoryLimits.LeastForResponses} (16 MB) or more.");
        }

        AtLeast(1, limit.PermitLimit, "Use 1 or more, or set Enabled to false for no limit.", nameof(options.RateLimit), nameof(limit.PermitLimit));
        AtLeast(0, limit.QueueLimit, "Use 0 or more.", nameof(options.RateLimit), nameof(limit.QueueLimit));
        if (limit.Window <= TimeSpan.Zero || limit.Window > TimeSpan.FromDays(1))
        {
            faults.Add($"{path.To(nameof(options.RateLimit), nameof(limit.Window))}: '{limit.Window}' is out of range. Use more than zero and up to a day; Redox counts in 00:05:00.");
        }
    }
}
