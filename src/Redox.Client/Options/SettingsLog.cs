using Microsoft.Extensions.Logging;

namespace Redox.Client.Options;

/// <summary>Logs about settings: their paths, never their values.</summary>
internal static partial class SettingsLog
{
    [LoggerMessage(29, LogLevel.Warning, "Nothing reads these settings: {Settings}. Correct their names, or remove them.")]
    public static partial void SettingsUnknown(this ILogger logger, string settings);
}
