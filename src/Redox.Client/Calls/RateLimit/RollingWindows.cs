using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Redox.Client.Calls.RateLimit;

/// <summary>One window for each address, shared by all clients that use it: Redox counts the requests of an IP address, whatever key they use.</summary>
internal sealed class RollingWindows(TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RollingWindow> _byAddress = new(StringComparer.OrdinalIgnoreCase);

    public static RollingWindow? Of(IServiceProvider provider, string name) =>
        provider.GetRequiredService<RollingWindows>().Of(provider.GetRequiredService<IOptionsMonitor<RedoxClientOptions>>().Get(name));

    /// <summary>The window of a client; null when the client has no limit.</summary>
    /// <exception cref="RedoxConfigurationException">Another client of the same address has other settings.</exception>
    public RollingWindow? Of(RedoxClientOptions options)
    {
        var settings = options.RateLimit;
        if (!settings.Enabled)
        {
            return null;
        }

        var limit = new RequestLimit(settings.PermitLimit, settings.Window, settings.QueueLimit);
        var address = options.BaseAddress.GetLeftPart(UriPartial.Authority);
        lock (_gate)
        {
            if (!_byAddress.TryGetValue(address, out var window))
            {
                _byAddress.Add(address, window = new RollingWindow(limit, time));
            }

            return window.Limit == limit ? window : throw new RedoxConfigurationException(
                $"{options.Path.To(nameof(options.RateLimit))}: differs from that of another client with the BaseAddress {address}. They share one limit: give both the same settings.");
        }
    }

    public void Dispose()
    {
        foreach (var window in _byAddress.Values)
        {
            window.Dispose();
        }
    }
}
