using Microsoft.Extensions.Logging;

namespace Redox.Client.Receiving.Telemetry;

/// <summary>Logs about deliveries: events, log IDs and kinds of failures, but no text from the sender.</summary>
internal static partial class ReceivingLog
{
    [LoggerMessage(60, LogLevel.Debug, "{MessageType} (log {LogId}) received, with {Issues} issue(s).")]
    public static partial void MessageReceived(this ILogger logger, string messageType, string logId, int issues);

    [LoggerMessage(61, LogLevel.Error, "{MessageType} (log {LogId}) was not handled: {Reason}.{Hint}")]
    public static partial void HandlerFailed(this ILogger logger, Exception? shown, string messageType, string logId, string reason, string hint);

    [LoggerMessage(62, LogLevel.Warning, "Refused a request to the destination '{Destination}': {Reason}.")]
    public static partial void RequestUnverified(this ILogger logger, string destination, string reason);

    [LoggerMessage(63, LogLevel.Warning, "{MessageType} (log {LogId}) reached no handler ({Reason}). {Description} {Decision}, so {Consequence}.")]
    public static partial void MessageUnhandled(this ILogger logger, string messageType, string logId, RedoxUnhandledReason reason, string description, string decision, string consequence);

    [LoggerMessage(64, LogLevel.Information, "Redox verified the destination '{Destination}'.")]
    public static partial void HandshakeConfirmed(this ILogger logger, string destination);

    [LoggerMessage(65, LogLevel.Warning, "{MessageType} (log {LogId}) was not answered within {Timeout}.")]
    public static partial void QueryTimedOut(this ILogger logger, string messageType, string logId, TimeSpan timeout);

    [LoggerMessage(66, LogLevel.Information, "{MessageType} (log {LogId}) was refused by its handler with {Status}.")]
    public static partial void QueryRefused(this ILogger logger, string messageType, string logId, int status);

    [LoggerMessage(67, LogLevel.Error, "{MessageType} (log {LogId}) was not answered: the response of its handler is not valid. {Problems}")]
    public static partial void AnswerIncomplete(this ILogger logger, string messageType, string logId, string problems);

    [LoggerMessage(68, LogLevel.Warning, "The store of handled messages of the destination '{Destination}' failed ({Failure}). If the message comes again, it will be handled again.")]
    public static partial void DeduplicationFailed(this ILogger logger, string destination, string failure);

    [LoggerMessage(80, LogLevel.Warning, "Refused a request to the destination '{Destination}' with {Status}: {Reason}.")]
    public static partial void RequestRefused(this ILogger logger, string destination, int status, string reason);

    [LoggerMessage(81, LogLevel.Warning, "The body of a request to the destination '{Destination}' ended too early, or the server cut it off ({Failure}).")]
    public static partial void BodyBrokeOff(this ILogger logger, string destination, string failure);

    [LoggerMessage(82, LogLevel.Error, "The store of handled messages of the destination '{Destination}' could not say whether {MessageType} (log {LogId}) was handled ({Failure}). Redox will deliver it again.")]
    public static partial void DeduplicationUnknown(this ILogger logger, string destination, string messageType, string logId, string failure);

    [LoggerMessage(83, LogLevel.Warning, "{MessageType} (log {LogId}) came again, but its earlier delivery is still being handled after {Wait}. Redox will deliver it again. A handler that never returns holds up its message.")]
    public static partial void DuplicateGaveUp(this ILogger logger, string messageType, string logId, TimeSpan wait);

    [LoggerMessage(84, LogLevel.Warning, "The destination '{Destination}' has no handler and no fallback, so every message is refused. Register one with AddHandler.")]
    public static partial void NothingHandled(this ILogger logger, string destination);

    [LoggerMessage(85, LogLevel.Warning, "A handler of the destination '{Destination}' may never be called. {Registration}")]
    public static partial void HandlerNameUnusual(this ILogger logger, string destination, string registration);

    [LoggerMessage(69, LogLevel.Warning, "The changed settings of the destination '{Destination}' cannot be used; the previous ones stay in effect. {Faults}")]
    public static partial void SettingsFaulty(this ILogger logger, string destination, string faults);

    [LoggerMessage(70, LogLevel.Information, "{MessageType} (log {LogId}) was handled before and was skipped.")]
    public static partial void DuplicateSkipped(this ILogger logger, string messageType, string logId);

    [LoggerMessage(100, LogLevel.Warning, "Postponed a request to the destination '{Destination}' with 503: for {Patience} there was no room for it within MaxMemoryInFlight ({Limit} bytes), or within its part for arriving bodies. Redox will deliver it again.")]
    public static partial void RequestPutOff(this ILogger logger, string destination, TimeSpan patience, long limit);

    [LoggerMessage(103, LogLevel.Warning, "Postponed a request to the destination '{Destination}' with 503: others waited for room within MaxMemoryInFlight ({Limit} bytes), and its body arrived too slowly to keep its own. At that pace it would take more than {MaxTime}. Redox will deliver it again.")]
    public static partial void RequestTooSlow(this ILogger logger, string destination, long limit, TimeSpan maxTime);

    [LoggerMessage(101, LogLevel.Warning, "A message in the inbox of the destination '{Destination}' waits for room within MaxMemoryInFlight ({Limit} bytes). It will be handled when there is some.")]
    public static partial void InboxWaitsForMemory(this ILogger logger, string destination, long limit);
}
