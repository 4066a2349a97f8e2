using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Redox.Client.Options;

namespace Redox.Client.Receiving.Inbox;

/// <summary>Checks the options of an inbox as a whole, and reports all faults at once.</summary>
internal sealed class InboxOptionsValidator(IServiceProviderIsService services) : IValidateOptions<RedoxInboxOptions>
{
    private const int TenYears = 3650;
    private const int MinSecret = 32;
    private const int MaxPlaces = 1000;

    private static readonly TimeSpan MinLease = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MaxLease = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, RedoxInboxOptions options)
    {
        var faults = new SettingFaults(options.Origin.PathOf(name));
        if (options.MaxConcurrency is < 1 or > MaxPlaces)
        {
            faults.Add(nameof(options.MaxConcurrency), $"{options.MaxConcurrency} is out of range. Use 1 to {MaxPlaces}; omit it for 8.");
        }

        if (options.Key is null)
        {
            faults.Add(nameof(options.Key), "is null. Use one of InboxKey's, or leave it out.");
        }

        if (options.KeyIdentifierTypes.Any(string.IsNullOrWhiteSpace))
        {
            faults.Add(nameof(options.KeyIdentifierTypes), "has an empty entry. Name types of identifiers, like MR, or leave it out.");
        }

        if (options.KeySecret is { Length: < MinSecret })
        {
            faults.Add(nameof(options.KeySecret), $"is shorter than {MinSecret} characters. Use a random text of that length, the same in all processes, or leave it out.");
        }

        if (options.Lease < MinLease || options.Lease > MaxLease)
        {
            faults.Add(nameof(options.Lease), $"'{options.Lease}' is out of range. Use {MinLease} to {MaxLease}.");
        }

        if (options.Heartbeat <= TimeSpan.Zero || options.Heartbeat > options.Lease / 2)
        {
            faults.Add(nameof(options.Heartbeat), $"'{options.Heartbeat}' is out of range. Use more than zero and at most half of {nameof(options.Lease)} ('{options.Lease}'), so that a lease survives one that fails.");
        }

        faults.MoreThanZero(nameof(options.RetryDelay), options.RetryDelay, days: 1, "00:00:02");
        faults.MoreThanZero(nameof(options.MaxRetryDelay), options.MaxRetryDelay, days: 1, "00:02:00");
        if (options.MaxRetryDelay > TimeSpan.Zero && options.MaxRetryDelay < options.RetryDelay)
        {
            faults.Add(nameof(options.MaxRetryDelay), $"'{options.MaxRetryDelay}' is less than {nameof(options.RetryDelay)} ('{options.RetryDelay}'). Raise it, or lower {nameof(options.RetryDelay)}.");
        }

        faults.AtLeastOne(nameof(options.MaxAttempts), options.MaxAttempts, "no limit");
        faults.AtLeastOne(nameof(options.MaxDeaths), options.MaxDeaths, "5");
        faults.MoreThanZero(nameof(options.HandlerTimeout), options.HandlerTimeout, days: 1, "no limit");
        faults.MoreThanZero(nameof(options.Retention), options.Retention, days: TenYears, "7.00:00:00");
        faults.MoreThanZero(nameof(options.MaxParkedAge), options.MaxParkedAge, days: TenYears, "no limit");
        if (options.ProtectBodies && !services.IsService(typeof(IRedoxDataProtector)))
        {
            faults.Add(nameof(options.ProtectBodies), $"no {nameof(IRedoxDataProtector)} is registered. Call services.AddRedoxDataProtection() (package Redox.Client.AspNetCore), or register one of your own.");
        }

        if (options.ProtectBodies && options.KeepFailureText)
        {
            faults.Add(nameof(options.KeepFailureText), $"may not be set together with {nameof(options.ProtectBodies)}: the text may quote the message, and is stored as it is. Leave one of them out.");
        }

        return faults.Result;
    }
}
