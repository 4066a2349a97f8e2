using Microsoft.Extensions.Logging;

namespace Redox.Client.Telemetry;

/// <summary>What is logged of calls. Types, statuses, times and log IDs only, as in all logs of this library: never a body, an identifier of a person, a token or a key.</summary>
// One file for each class of log methods: the generator writes those of a class in several files in an order that changes from build to build.
internal static partial class CallLog
{
    [LoggerMessage(1, LogLevel.Debug, "Got an access token for {Client}; it is renewed at {RenewAt}.")]
    public static partial void TokenRenewed(this ILogger logger, string client, DateTimeOffset renewAt);

    [LoggerMessage(2, LogLevel.Debug, "{MessageType} accepted after {Attempts} attempt(s).")]
    public static partial void CallSucceeded(this ILogger logger, string messageType, int attempts);

    [LoggerMessage(3, LogLevel.Warning, "{MessageType} failed after {Attempts} attempt(s): {Failure}{Detail}, delivery {Delivery}.")]
    public static partial void CallFailed(this ILogger logger, string messageType, int attempts, string failure, string detail, Delivery delivery, int? status);

    [LoggerMessage(4, LogLevel.Information, "{MessageType}: attempt {Attempt} failed ({Failure}); the next one follows in {Wait}.")]
    public static partial void CallRetried(this ILogger logger, string messageType, int attempt, string failure, TimeSpan wait);

    [LoggerMessage(5, LogLevel.Debug, "{MessageType} waited {Wait} for the rate limit.")]
    public static partial void WaitedForTurn(this ILogger logger, string messageType, TimeSpan wait);
}
