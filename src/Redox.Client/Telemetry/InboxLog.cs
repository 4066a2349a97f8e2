using Microsoft.Extensions.Logging;

namespace Redox.Client.Telemetry;

/// <summary>What is logged of inboxes: events, log IDs and kinds of failures.</summary>
internal static partial class InboxLog
{
    [LoggerMessage(71, LogLevel.Debug, "{MessageType} (log {LogId}) is in the inbox.")]
    public static partial void MessageStored(this ILogger logger, string messageType, string? logId);

    [LoggerMessage(72, LogLevel.Information, "{MessageType} (log {LogId}) was in the inbox before, and was not stored again.")]
    public static partial void DuplicateNotStored(this ILogger logger, string messageType, string? logId);

    [LoggerMessage(73, LogLevel.Error, "{MessageType} (log {LogId}) could not be stored in the inbox ({Failure}). Redox is told to deliver it again.")]
    public static partial void MessageNotStored(this ILogger logger, string messageType, string? logId, string failure);

    [LoggerMessage(74, LogLevel.Warning, "{MessageType} (log {LogId}) stays in the inbox of the destination '{Destination}': {Attempts} attempt(s) failed, the next one is in {Wait}.")]
    public static partial void MessageToRetry(this ILogger logger, string messageType, string? logId, string destination, int attempts, TimeSpan wait);

    [LoggerMessage(75, LogLevel.Critical, "{MessageType} (log {LogId}) was parked in the inbox of the destination '{Destination}' after {Attempts} failed attempt(s). It is kept, and not handled until it is released.")]
    public static partial void MessageParked(this ILogger logger, string messageType, string? logId, string destination, int attempts);

    [LoggerMessage(76, LogLevel.Error, "The inbox of the destination '{Destination}' cannot be read or written ({Failure}). It is tried again; nothing is lost.")]
    public static partial void InboxFailed(this ILogger logger, string destination, string failure);

    [LoggerMessage(92, LogLevel.Critical, "{MessageType} (log {LogId}) was parked in the inbox of the destination '{Destination}'. {Reason} It is kept, and not handled until it is released.")]
    public static partial void UnreadMessageParked(this ILogger logger, string messageType, string? logId, string destination, string reason);
}
