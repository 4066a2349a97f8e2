using Microsoft.Extensions.Logging;

namespace Redox.Client.Receiving.Telemetry;

/// <summary>Logs about inboxes: events, log IDs and kinds of failures.</summary>
internal static partial class InboxLog
{
    [LoggerMessage(71, LogLevel.Debug, "{MessageType} (log {LogId}) is in the inbox.")]
    public static partial void MessageStored(this ILogger logger, string messageType, string logId);

    [LoggerMessage(72, LogLevel.Information, "{MessageType} (log {LogId}) was in the inbox already, and was not stored again.")]
    public static partial void DuplicateNotStored(this ILogger logger, string messageType, string logId);

    [LoggerMessage(73, LogLevel.Error, "{MessageType} (log {LogId}) could not be stored in the inbox ({Failure}). Redox will deliver it again.")]
    public static partial void MessageNotStored(this ILogger logger, string messageType, string logId, string failure);

    [LoggerMessage(74, LogLevel.Warning, "{MessageType} (log {LogId}) stays in the inbox of the destination '{Destination}': {Attempts} attempt(s) failed; the next one is in {Wait}.")]
    public static partial void MessageToRetry(this ILogger logger, string messageType, string logId, string destination, int attempts, TimeSpan wait);

    [LoggerMessage(75, LogLevel.Critical, "{MessageType} (log {LogId}) was parked in the inbox of the destination '{Destination}' after {Attempts} failed attempt(s). It is kept, but not handled until it is replayed.")]
    public static partial void MessageParked(this ILogger logger, string messageType, string logId, string destination, int attempts);

    [LoggerMessage(76, LogLevel.Error, "The inbox of the destination '{Destination}' cannot be read or written ({Failure}). This will be retried.")]
    public static partial void InboxFailed(this ILogger logger, string destination, string failure);

    [LoggerMessage(77, LogLevel.Warning, "The handler of {MessageType} (log {LogId}), from the inbox of the destination '{Destination}', has been running for {Minutes} minute(s) and has not returned.")]
    public static partial void HandlerIsSlow(this ILogger logger, string messageType, string logId, string destination, int minutes);

    [LoggerMessage(78, LogLevel.Warning, "The handler of {MessageType} (log {LogId}), from the inbox of the destination '{Destination}', has run for HandlerTimeout ({Limit}): its token is cancelled. Until it returns, no other message is handled in its place.")]
    public static partial void HandlerTimedOut(this ILogger logger, string messageType, string logId, string destination, TimeSpan limit);

    [LoggerMessage(91, LogLevel.Warning, "A process died, or lost the database, while it handled a message (log {LogId}) of the inbox of the destination '{Destination}' (so far: {Deaths}). The message is handled again, alone.")]
    public static partial void ProcessDied(this ILogger logger, string destination, string logId, int deaths);

    [LoggerMessage(92, LogLevel.Critical, "A message (log {LogId}) was parked in the inbox of the destination '{Destination}': the process died {Deaths} time(s) while it handled it. It is kept, but not handled until it is replayed.")]
    public static partial void MessageParkedAfterDeaths(this ILogger logger, string destination, string logId, int deaths);

    [LoggerMessage(93, LogLevel.Warning, "The inbox file, which contains patient data, can be read by users other than its owner ({Mode}). Restrict its permissions: chmod 600.")]
    public static partial void InboxIsReadable(this ILogger logger, UnixFileMode mode);

    [LoggerMessage(94, LogLevel.Error, "The inbox file cannot be opened yet ({Failure}). Until then, messages are not stored, and Redox will deliver them again.")]
    public static partial void InboxNotOpened(this ILogger logger, string failure);

    [LoggerMessage(102, LogLevel.Critical, "{MessageType} (log {LogId}) was parked in the inbox of the destination '{Destination}'. {Reason} It is kept, but not handled until it is replayed.")]
    public static partial void UnreadMessageParked(this ILogger logger, string messageType, string logId, string destination, string reason);

    [LoggerMessage(107, LogLevel.Warning, "Another process has taken over a message (log {LogId}) of the inbox of the destination '{Destination}', because this one gave no sign of life for longer than its lease. Its handler's token is cancelled.")]
    public static partial void LeaseLost(this ILogger logger, string destination, string logId);

    [LoggerMessage(104, LogLevel.Warning, "The result of handling message {Id} of the inbox of the destination '{Destination}' was not recorded: another process has taken the message over meanwhile, and its result counts.")]
    public static partial void ResultRefused(this ILogger logger, string destination, long id);

    [LoggerMessage(105, LogLevel.Warning, "The key of {MessageType} (log {LogId}) for the inbox of the destination '{Destination}' could not be computed ({Failure}). All earlier messages are handled before it, and all later ones after it.")]
    public static partial void KeyFailed(this ILogger logger, string messageType, string logId, string destination, string failure);

    [LoggerMessage(106, LogLevel.Warning, "{Count} message(s) that had been parked in the inbox of the destination '{Destination}' for longer than {Age} (MaxParkedAge) were discarded.")]
    public static partial void ParkedMessagesDiscarded(this ILogger logger, string destination, int count, TimeSpan age);

    [LoggerMessage(110, LogLevel.Information, "{Count} parked message(s) of the inbox of the destination '{Destination}' were replayed.")]
    public static partial void MessagesReplayed(this ILogger logger, string destination, int count);

    [LoggerMessage(111, LogLevel.Warning, "{Count} parked message(s) of the inbox of the destination '{Destination}' were discarded: their bodies are deleted.")]
    public static partial void MessagesDiscarded(this ILogger logger, string destination, int count);

    [LoggerMessage(112, LogLevel.Information, "The body of message {Id} of the inbox of the destination '{Destination}' is exported.")]
    public static partial void BodyExported(this ILogger logger, string destination, long id);

    [LoggerMessage(113, LogLevel.Error, "The body of a message (log {LogId}) of the inbox of the destination '{Destination}' cannot be unprotected ({Failure}). Give this process the keys of the one that stored it.")]
    public static partial void BodyNotUnprotected(this ILogger logger, string logId, string destination, string failure);
}
