using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving;

/// <summary>The settings of a destination as they are now. A faulty change of the configuration must not close a destination that works: the last good ones stay.</summary>
internal sealed class DestinationSettings(string name, IOptionsMonitor<RedoxDestinationOptions> monitor, ILogger logger)
{
    private RedoxDestinationOptions _lastGood = monitor.Get(name);
    private volatile bool _isFaulty;

    public RedoxDestinationOptions Current
    {
        get
        {
            try
            {
                _lastGood = monitor.Get(name);
                _isFaulty = false;
            }
            catch (OptionsValidationException exception)
            {
                if (!_isFaulty)
                {
                    _isFaulty = true;
                    logger.SettingsFaulty(ClientTelemetry.Shown(name), exception.Message);
                }
            }

            return _lastGood;
        }
    }
}
