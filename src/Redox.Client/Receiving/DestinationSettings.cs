using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving;

/// <summary>The settings of a destination as they are now. A faulty change of the configuration must not close a destination that works: the last good ones stay.</summary>
internal sealed class DestinationSettings(string name, IOptionsMonitor<RedoxDestinationOptions> monitor, ILogger logger)
{
    private RedoxDestinationOptions _lastGood = monitor.Get(name);
    private string? _told; // The faults that stand in the log, as long as they last.

    public RedoxDestinationOptions Current
    {
        get
        {
            try
            {
                _lastGood = monitor.Get(name);
                Volatile.Write(ref _told, null);
            }
            catch (OptionsValidationException exception)
            {
                if (Interlocked.Exchange(ref _told, exception.Message) != exception.Message)
                {
                    logger.SettingsFaulty(DestinationName.Of(name), exception.Message);
                }
            }

            return _lastGood;
        }
    }
}
