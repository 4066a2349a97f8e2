using Microsoft.Extensions.DependencyInjection;

namespace Redox.Client.Calls.RateLimit;

/// <summary>One window for each address, shared by all clients that use it: Redox counts the requests of an IP address, whatever key they use.</summary>
internal sealed class RollingWindows(TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RollingWindow> _byAddress = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The window of an API; null when its client has no limit.</summary>
    /// <exception cref="RedoxConfigurationException">Another client of the same address has other settings.</exception>
    public static RollingWindow? Of(IServiceProvider provider, Api api)
    {
        var options = api.Options(provider);
        return provider.GetRequiredService<RollingWindows>().Of(options, api.Address(options));
    }

    private RollingWindow? Of(RedoxClientOptions options, Uri api)
    {
        var settings = options.RateLimit;
        if (!settings.Enabled)
        {
            return null;
        }

        var limit = new RequestLimit(settings.PermitLimit, settings.Window, settings.QueueLimit);
        var address = api.GetLeftPart(UriPartial.Authority);
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
