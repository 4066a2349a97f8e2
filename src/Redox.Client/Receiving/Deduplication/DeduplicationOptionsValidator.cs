using Microsoft.Extensions.Options;
using Redox.Client.Options;

namespace Redox.Client.Receiving.Deduplication;

/// <summary>Checks how duplicates are remembered, and reports all faults at once.</summary>
internal sealed class DeduplicationOptionsValidator : IValidateOptions<RedoxDeduplicationOptions>
{
    private const int TenYears = 3650;

    public ValidateOptionsResult Validate(string? name, RedoxDeduplicationOptions options)
    {
        var faults = new SettingFaults(options.Origin.PathOf(name));
        faults.MoreThanZero(nameof(options.Retention), options.Retention, days: TenYears, "1.00:00:00");
        faults.AtLeastOne(nameof(options.Capacity), options.Capacity, "100000");
        return faults.Result;
    }
}
