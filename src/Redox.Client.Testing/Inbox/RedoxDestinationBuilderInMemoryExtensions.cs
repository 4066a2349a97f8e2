using Redox.Client;
using Redox.Client.Receiving;
using Redox.Client.Testing.Inbox;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts an inbox in memory between Redox and the handlers of events.</summary>
public static class RedoxDestinationBuilderInMemoryExtensions
{
    /// <summary>
    /// Stores events in memory before Redox receives 200, and handles them afterwards: for tests of applications that use another inbox in production. It keeps the whole
    /// contract of <see cref="IRedoxInbox"/>, except that nothing survives the process. Leases run by the registered <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="builder">The destination.</param>
    /// <param name="configure">Changes how messages are handled: retries, order. The section <c>Inbox</c> of the destination does, too; see <see cref="RedoxInboxOptions"/>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="RedoxConfigurationException">The destination has an inbox already.</exception>
    public static RedoxDestinationBuilder UseInMemoryInbox(this RedoxDestinationBuilder builder, Action<RedoxInboxOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseInbox(static provider => new InMemoryInbox(provider.GetRequiredService<TimeProvider>()), configure);
    }
}
