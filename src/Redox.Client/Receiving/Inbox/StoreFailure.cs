using System.Data.Common;

namespace Redox.Client.Receiving.Inbox;

/// <summary>What a log may show of an exception of an inbox: the type and its codes, never its text, which may hold what the inbox holds.</summary>
internal static class StoreFailure
{
    private const int MaxState = 40;

    // What an exception has for a code when nobody gave it one.
    private const int UnspecifiedFailure = unchecked((int)0x80004005);

    /// <summary>For example <c>SqliteInboxException 13 SQLITE_FULL</c>.</summary>
    public static string Describe(Exception exception)
    {
        if (exception is InboxUnusableException)
        {
            return exception.Message;
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
