using Microsoft.Extensions.Logging;

namespace Redox.Client.Telemetry;

/// <summary>Logs about keys and tokens: names of clients, IDs of keys, times and kinds of failures.</summary>
internal static partial class AuthenticationLog
{
    [LoggerMessage(20, LogLevel.Warning, "No access token for {Client}: {Failure}. The token endpoint will be tried again after {Pause} at the earliest.")]
    public static partial void TokenRequestFailed(this ILogger logger, string client, string failure, TimeSpan pause);

    [LoggerMessage(21, LogLevel.Warning, "Redox does not know the key {KeyId} yet; the previous key {PreviousKeyId} signed instead. Register the public half of {KeyId}, and save the changes in the dashboard.")]
    public static partial void PreviousKeyUsed(this ILogger logger, string keyId, string previousKeyId);

    [LoggerMessage(22, LogLevel.Information, "Redox knows the key {KeyId} now. The setting PreviousKey is no longer needed.")]
    public static partial void NewKeyKnown(this ILogger logger, string keyId);

    [LoggerMessage(23, LogLevel.Information, "Loaded the private key {KeyId} ({Algorithm}) from its file, which has changed.")]
    public static partial void KeyFileReloaded(this ILogger logger, string keyId, string algorithm);

    [LoggerMessage(24, LogLevel.Warning, "The private key's file has changed but cannot be used; the previous key {KeyId} stays in use. Reason: {Reason}")]
    public static partial void KeyFileUnusable(this ILogger logger, string keyId, string reason);

    [LoggerMessage(25, LogLevel.Warning, "{Client} uses a legacy API key, which Redox has deprecated. Prefer an OAuth API key: the settings ClientId and PrivateKeyPath.")]
    public static partial void LegacyKeyUsed(this ILogger logger, string client);

    [LoggerMessage(26, LogLevel.Warning, "The shared cache of access tokens failed ({Failure}). This machine uses a token of its own.")]
    public static partial void SharedCacheFailed(this ILogger logger, string failure);

    [LoggerMessage(27, LogLevel.Warning, "The clock of this machine is {Difference} {Direction} Redox's. Assertions are dated by Redox's clock until it is right. Correct the clock.")]
    public static partial void ClockDiffers(this ILogger logger, TimeSpan difference, string direction);

    [LoggerMessage(28, LogLevel.Information, "The clock of this machine agrees with Redox's again. Assertions are dated by it again.")]
    public static partial void ClockAgrees(this ILogger logger);
}
