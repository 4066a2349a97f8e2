using Microsoft.Extensions.Logging;

namespace Redox.Client.Telemetry;

/// <summary>Logs about calls. Only types, statuses, times and log IDs, as in all logs of this library: never a body, a personal identifier, a token or a key.</summary>
// One file for each class of log methods: if a class spans several files, the generator's order changes from build to build.
internal static partial class CallLog
{
    [LoggerMessage(1, LogLevel.Debug, "Obtained an access token for {Client}; it will be renewed at {RenewAt}.")]
    public static partial void TokenRenewed(this ILogger logger, string client, DateTimeOffset renewAt);

    [LoggerMessage(2, LogLevel.Debug, "{Subject} accepted after {Attempts} attempt(s).")]
    public static partial void CallSucceeded(this ILogger logger, string subject, int attempts);

    [LoggerMessage(3, LogLevel.Warning, "{Subject} failed after {Attempts} attempt(s): {Failure}{Detail}, delivery {Delivery}.")]
    public static partial void CallFailed(this ILogger logger, string subject, int attempts, string failure, string detail, Delivery delivery, int? status);

    [LoggerMessage(4, LogLevel.Information, "{Subject}: attempt {Attempt} failed ({Failure}); the next one follows in {Wait}.")]
    public static partial void CallRetried(this ILogger logger, string subject, int attempt, string failure, TimeSpan wait);

    [LoggerMessage(5, LogLevel.Debug, "{Subject} waited {Wait} for the rate limit.")]
    public static partial void WaitedForTurn(this ILogger logger, string subject, TimeSpan wait);
}
