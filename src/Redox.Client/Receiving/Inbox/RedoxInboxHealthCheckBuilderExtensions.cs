using Microsoft.Extensions.Diagnostics.HealthChecks;
using Redox.Client;
using Redox.Client.Receiving;
using Redox.Client.Receiving.Inbox;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds checks of inboxes to the health checks of an application.</summary>
public static class RedoxInboxHealthCheckBuilderExtensions
{
    /// <summary>
    /// Reports an inbox whose database does not respond, and one with parked messages or with messages that have been waiting for long. The entry's data has <c>waiting</c>,
    /// <c>running</c> and <c>parked</c>, the numbers of messages, and <c>oldestAge</c>, a <see cref="TimeSpan"/>: how long ago the oldest waiting or running one was received.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="destination">The name of the destination. Default: the default destination.</param>
    /// <param name="configure">Changes the limits.</param>
    /// <param name="name">The name of the check. Default: <c>redox-inbox</c>, with the destination's name after a colon if it has one.</param>
    /// <param name="failureStatus">The status to report for an unhealthy inbox. Default: <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags to filter checks by.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="RedoxConfigurationException">A limit is out of range.</exception>
    public static IHealthChecksBuilder AddRedoxInboxHealthCheck(
        this IHealthChecksBuilder builder,
        string? destination = null,
        Action<RedoxInboxHealthOptions>? configure = null,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var inbox = destination ?? Options.Options.DefaultName;
        var options = new RedoxInboxHealthOptions();
        configure?.Invoke(options);
        options.Check();
        return builder.Add(new HealthCheckRegistration(
            name ?? (inbox.Length == 0 ? "redox-inbox" : $"redox-inbox:{inbox}"),
            provider => new InboxHealthCheck(inbox, provider.GetKeyedService<RedoxInboxOperations>(inbox), options, provider.GetService<TimeProvider>() ?? TimeProvider.System),
            failureStatus,
            tags));
    }
}
