using System.Globalization;
using Microsoft.Extensions.Options;

namespace Redox.Client.Options;

/// <summary>The faults of some options, each with the path of the setting, the cause and the remedy.</summary>
internal sealed class SettingFaults(SettingPath path)
{
    private readonly List<string> _faults = [];

    public ValidateOptionsResult Result => _faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_faults);

    public void Add(string setting, string fault) => _faults.Add($"{path.To(setting)}: {fault}");

    /// <param name="setting">The setting.</param>
    /// <param name="value">Its value; <see langword="null"/> for no limit.</param>
    /// <param name="otherwise">What happens without the setting, to follow "omit it for".</param>
    public void AtLeastOne(string setting, int? value, string otherwise)
    {
        if (value < 1)
        {
            Add(setting, string.Create(CultureInfo.InvariantCulture, $"{value} is too small. Use 1 or more; omit it for {otherwise}."));
        }
    }

    /// <param name="setting">The setting.</param>
    /// <param name="value">Its value; <see langword="null"/> for no limit.</param>
    /// <param name="days">The maximum, in days.</param>
    /// <param name="otherwise">What happens without the setting, to follow "omit it for".</param>
    public void MoreThanZero(string setting, TimeSpan? value, int days, string otherwise)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(days))
        {
            Add(setting, $"'{value}' is out of range. Use more than zero and up to {TimeSpan.FromDays(days)}; omit it for {otherwise}.");
        }
    }
}
