using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving;

/// <summary>The current settings of a destination. A faulty configuration change must not stop a working destination: the last valid settings stay in effect.</summary>
internal sealed class DestinationSettings(string name, IOptionsMonitor<RedoxDestinationOptions> monitor, ILogger logger)
{
    private RedoxDestinationOptions _lastGood = monitor.Get(name);
    private string? _loggedFaults; // The faults that were logged, as long as they last.

    public RedoxDestinationOptions Current
    {
        get
        {
            try
            {
                _lastGood = monitor.Get(name);
                Volatile.Write(ref _loggedFaults, null);
            }
            catch (OptionsValidationException exception)
            {
                if (Interlocked.Exchange(ref _loggedFaults, exception.Message) != exception.Message)
                {
                    logger.SettingsFaulty(DestinationName.Of(name), exception.Message);
                }
            }

            return _lastGood;
        }
    }
}
