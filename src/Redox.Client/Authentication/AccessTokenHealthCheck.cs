using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Redox.Client.Authentication;

/// <summary>Healthy when there is an access token. Works like a call: a cached token is enough, and failures are paced.</summary>
internal sealed class AccessTokenHealthCheck(AccessTokenCache tokens) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
            var clock = tokens.ClockCorrection == TimeSpan.Zero ? "" : $" The clock of this machine is {ClockDifference.Words(tokens.ClockCorrection)}: correct it.";
            return HealthCheckResult.Healthy($"There is an access token.{clock}", Data());
        }
        catch (RedoxException exception)
        {
            // Only the message: it is free of secrets, but a writer of health reports may write whole exceptions.
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, data: Data());
        }
    }

    private Dictionary<string, object> Data() => new() { ["clockDifference"] = tokens.ClockCorrection };
}
