using System.Data.Common;

namespace Redox.Client.Storage;

/// <summary>
/// The loggable part of an inbox's exception: its type and codes, never its text, which may quote the inbox's content. A mistake in the configuration has nothing of that, and its text says what to do.
/// </summary>
internal static class StoreFailure
{
    private const int MaxState = 40;

    // The default code of an exception.
    private const int UnspecifiedFailure = unchecked((int)0x80004005);

    /// <summary>For example <c>SqliteInboxException 13 SQLITE_FULL</c>.</summary>
    public static string Describe(Exception exception)
    {
        if (exception is RedoxConfigurationException mistake)
        {
            return mistake.Message.TrimEnd('.');
        }

        var name = exception.GetType().Name;
        if (exception is not DbException database)
        {
            return name;
        }

        var code = database.ErrorCode is 0 or UnspecifiedFailure ? "" : $" {database.ErrorCode}";
        var state = database.SqlState is { Length: > 0 and <= MaxState } text && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_') ? $" {text}" : "";
        return name + code + state;
    }
}
