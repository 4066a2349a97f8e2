using System.Globalization;
using Microsoft.Extensions.Options;
using Redox.Client.Memory;
using Redox.Client.Options;
using Redox.Client.Receiving.Dispatch;

namespace Redox.Client.Receiving;

/// <summary>Checks a destination as a whole: its settings and its handlers. Reports all faults at once, each with place, cause and remedy, and without secrets.</summary>
internal sealed class RedoxDestinationOptionsValidator(IOptionsMonitor<DestinationHandlers> handlers) : IValidateOptions<RedoxDestinationOptions>
{
    public ValidateOptionsResult Validate(string? name, RedoxDestinationOptions options)
    {
        var path = options.Origin.PathOf(name);
        var registered = handlers.Get(name);
        var faults = new List<string>(registered.Faults);

        CheckSecrets(options.VerificationTokens, path, nameof(options.VerificationTokens), faults);
        CheckSecrets(options.SsoSecrets, path, nameof(options.SsoSecrets), faults);
        if (options.VerificationTokens.Count == 0 && !options.TrustEndpointAuthorization)
        {
            faults.Add($"{path.To(nameof(options.VerificationTokens))}: missing. Set the verification token of the destination, as shown in the Redox dashboard.");
        }

        if (registered.SignOn is not null && options.SsoSecrets.Count == 0)
        {
            faults.Add($"{path.To(nameof(options.SsoSecrets))}: missing, and a sign-on handler is registered. Set the SSO secret, as shown in the Redox dashboard.");
        }

        CheckMemory(options, path, faults);
        if (options.QueryTimeout <= TimeSpan.Zero || options.QueryTimeout > TimeSpan.FromSeconds(120))
        {
            faults.Add($"{path.To(nameof(options.QueryTimeout))}: '{options.QueryTimeout}' is out of range. Use more than zero and up to 00:02:00; Redox waits no longer.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckMemory(RedoxDestinationOptions options, SettingPath path, List<string> faults)
    {
        if (options.MaxBodySize < 1)
        {
            faults.Add($"{path.To(nameof(options.MaxBodySize))}: {options.MaxBodySize} is too small. Give the size in bytes; Redox delivers up to 41943040 (40 MB).");
        }

        if (options.MaxValues < 1)
        {
            faults.Add($"{path.To(nameof(options.MaxValues))}: {options.MaxValues} is too small. Use 1 or more; omit it for 1000000.");
        }

        var (bytes, values) = (Math.Max(1, options.MaxBodySize), Math.Max(1, options.MaxValues));
        var least = bytes + MessageWeight.AtMost(bytes, values);
        if (options.MaxMemoryInFlight < least)
        {
            faults.Add($"{path.To(nameof(options.MaxMemoryInFlight))}: {options.MaxMemoryInFlight} is less than one message may take. "
                + $"Use {least} or more, or lower {nameof(options.MaxValues)} or {nameof(options.MaxBodySize)}.");
        }
    }

    private static void CheckSecrets(IList<string> secrets, SettingPath path, string setting, List<string> faults)
    {
        for (var index = 0; index < secrets.Count; index++)
        {
            var place = path.To(setting, index.ToString(CultureInfo.InvariantCulture));
            if (string.IsNullOrWhiteSpace(secrets[index]))
            {
                faults.Add($"{place}: empty. Set it to a long random text, or omit it.");
            }
            else if (SettingText.Fault(secrets[index]) is { } fault)
            {
                faults.Add($"{place}: {fault}");
            }
        }
    }
}
