using Microsoft.Extensions.Diagnostics.HealthChecks;
using Redox.Client.Authentication;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a check of the connection to Redox to the health checks of an application.</summary>
public static class RedoxHealthCheckBuilderExtensions
{
    /// <summary>
    /// Reports whether the client can obtain an access token: that Redox is reachable and accepts the key. It uses the cached token when there is one, makes no
    /// more token requests than calls would, and sends no message. The entry's data has <c>clockDifference</c>, a <see cref="TimeSpan"/>: Redox's time minus this
    /// machine's, if the client had to date its assertions by Redox's clock to have them accepted; otherwise zero.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="clientName">The name of the client. Default: the default client.</param>
    /// <param name="name">The name of the check. Default: <c>redox</c>, with the client's name after a colon if it has one.</param>
    /// <param name="failureStatus">The status to report for a failure. Default: <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags to filter checks by.</param>
    /// <param name="timeout">How long the check may take; a token request without a response ends after 30 seconds anyway. Default: no extra limit.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddRedoxHealthCheck(
        this IHealthChecksBuilder builder,
        string? clientName = null,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var client = clientName ?? Options.Options.DefaultName;
        return builder.Add(new HealthCheckRegistration(
            name ?? (client.Length == 0 ? "redox" : $"redox:{client}"),
            provider => new AccessTokenHealthCheck(TokenPipeline.CacheOf(provider, new TokenKey(client))),
            failureStatus,
            tags,
            timeout));
    }
}
