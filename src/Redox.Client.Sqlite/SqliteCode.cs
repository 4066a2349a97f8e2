namespace Redox.Client.Sqlite;

/// <summary>The meaning of SQLite's result codes for the file of an inbox. (SQLite: "Result and Error Codes")</summary>
internal static class SqliteCode
{
    public const int Error = 1;
    public const int Busy = 5;
    public const int Locked = 6;
    public const int IoError = 10;
    public const int Full = 13;
    public const int BusySnapshot = 517;

    /// <summary>Only a transaction of the application's can read first and write later.</summary>
    public static (string Name, string Remedy) ExplainSnapshot() => (
        "SQLITE_BUSY_SNAPSHOT",
        "the transaction has read the file, which another one has changed since: it can only be rolled back. Begin the transaction with BeginTransaction(deferred: false), which reserves the file for writing.");

    public static (string Name, string Remedy) Explain(int code, string path) => code switch
    {
        Error => ("SQLITE_ERROR", "the table redox_inbox, redox_inbox_body or redox_inbox_clock is missing or has another schema. Give the inbox a file of its own."),
        3 => ("SQLITE_PERM", "access is denied. Give this user the right to read and write the file and its folder."),
        Busy => ("SQLITE_BUSY", "another process has locked the file. Close programs that copy or edit it."),
        Locked => ("SQLITE_LOCKED", "another process has locked the file. Close programs that copy or edit it."),
        7 => ("SQLITE_NOMEM", "there is not enough memory."),
        8 => ("SQLITE_READONLY", "it cannot be written. Give this user the right to write the file and its folder."),
        IoError => ("SQLITE_IOERR", "the disk failed to read or write. Check the disk; the system log may say more."),
        11 => ("SQLITE_CORRUPT", "the file is damaged. Keep a copy, and recover the readable data with the command .recover of the sqlite3 program."),
        Full => ("SQLITE_FULL", "the disk is full. Free some space; nothing else needs to be done."),
        14 => ("SQLITE_CANTOPEN", $"it cannot be opened. {CannotOpen(path)}"),
        23 => ("SQLITE_AUTH", "access is denied. Give this user the right to read and write the file and its folder."),
        26 => ("SQLITE_NOTADB", "the file is not a SQLite database, or is encrypted. Name another file."),
        _ => ("SQLITE_" + code.ToString(System.Globalization.CultureInfo.InvariantCulture), "see SQLite's list of result codes."),
    };

    private static string CannotOpen(string path) =>
        Directory.Exists(path) ? "The path is a folder: name a file in it."
        : Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder) ? $"The folder {folder} does not exist: create it."
        : "Give this user the right to read and write the file and its folder.";
}
