using Microsoft.Extensions.Options;
using Redox.Client.Options;

namespace Redox.Client.Receiving.Inbox;

/// <summary>Checks the options of an inbox as a whole, and reports all faults at once.</summary>
internal sealed class InboxOptionsValidator : IValidateOptions<RedoxInboxOptions>
{
    private const int TenYears = 3650;

    public ValidateOptionsResult Validate(string? name, RedoxInboxOptions options)
    {
        var faults = new SettingFaults(options.Origin.PathOf(name));
        faults.AtLeastOne(nameof(options.MaxConcurrency), options.MaxConcurrency, "one at a time");
        faults.MoreThanZero(nameof(options.RetryDelay), options.RetryDelay, days: 1, "00:00:02");
        faults.MoreThanZero(nameof(options.MaxRetryDelay), options.MaxRetryDelay, days: 1, "00:02:00");
        if (options.MaxRetryDelay > TimeSpan.Zero && options.MaxRetryDelay < options.RetryDelay)
        {
            faults.Add(nameof(options.MaxRetryDelay), $"'{options.MaxRetryDelay}' is less than {nameof(options.RetryDelay)} ('{options.RetryDelay}'). Raise it, or lower {nameof(options.RetryDelay)}.");
        }

        faults.AtLeastOne(nameof(options.MaxAttempts), options.MaxAttempts, "no limit");
        faults.AtLeastOne(nameof(options.MaxDeaths), options.MaxDeaths, "5");
        faults.MoreThanZero(nameof(options.HandlerTimeout), options.HandlerTimeout, days: 1, "no limit");
        faults.MoreThanZero(nameof(options.Retention), options.Retention, days: TenYears, "1.00:00:00");
        return faults.Result;
    }
}
