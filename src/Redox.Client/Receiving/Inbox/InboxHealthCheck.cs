using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Redox.Client.Errors;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>Reports an inbox that cannot be read, and one with parked or old messages.</summary>
internal sealed class InboxHealthCheck(string destination, RedoxInboxOperations? operations, RedoxInboxHealthOptions options, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failure = context.Registration.FailureStatus;
        if (operations is null)
        {
            return new(failure, $"The destination '{DestinationName.Of(destination)}' has no inbox. Call UseSqliteInbox, UsePostgreSqlInbox or UseInbox when you add it, or remove this check.");
        }

        try
        {
            // On another thread: a database in the same process keeps its caller.
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var given = ended.Token;
            var counting = Task.Run(() => operations.CountAsync(given), given);
            try
            {
                return Result(await counting.WaitAsync(options.Timeout, time, cancellationToken).ConfigureAwait(false), failure);
            }
            finally
            {
                await ended.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (TimeoutException)
        {
            return new(failure, $"The database of the inbox did not respond within {options.Timeout}.");
        }
        catch (RedoxInboxUnavailableException exception)
        {
            return new(failure, exception.Message); // Its text only: a writer of health reports may write whole exceptions.
        }
        catch (Exception exception) when (!exception.IsCancelledBy(cancellationToken))
        {
            return new(failure, $"The inbox could not be checked ({exception.GetType().Name}).");
        }
    }

    private HealthCheckResult Result(RedoxInboxCounts counts, HealthStatus failure)
    {
        var age = counts.OldestReceivedAt is { } oldest && time.GetUtcNow() - oldest is { Ticks: > 0 } passed ? passed : TimeSpan.Zero;
        var status = IsReached(counts.Parked, options.UnhealthyParked) || IsReached(age, options.UnhealthyAge) ? failure
            : IsReached(counts.Parked, options.DegradedParked) || IsReached(age, options.DegradedAge) ? HealthStatus.Degraded
            : HealthStatus.Healthy;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{counts.Waiting} message(s) waiting, {counts.Running} running, {counts.Parked} parked; the oldest was received {age:d\\.hh\\:mm\\:ss} ago.");
        return new(status, text, data: new Dictionary<string, object>
        {
            ["waiting"] = counts.Waiting,
            ["running"] = counts.Running,
            ["parked"] = counts.Parked,
            ["oldestAge"] = age,
        });
    }

    private static bool IsReached<T>(T value, T? limit)
        where T : struct, IComparable<T> => limit is { } reached && value.CompareTo(reached) >= 0;
}
