using Microsoft.Data.Sqlite;

namespace Redox.Client.Inbox.Sqlite;

/// <summary>The file that a connection string names. Whatever would be lost with the process is refused: memory databases, in every spelling that SQLite knows.</summary>
internal static class InboxPath
{
    private const string Macro = "|DataDirectory|";
    private const string Setting = nameof(Microsoft.Extensions.DependencyInjection.RedoxDestinationBuilderSqliteExtensions.ThroughSqliteInbox);

    /// <summary>The same connection string with the full path of the file, so that everybody who opens it means the same.</summary>
    /// <exception cref="RedoxConfigurationException">It cannot be read, or names no file to write.</exception>
    public static SqliteConnectionStringBuilder Resolve(string connectionString)
    {
        SqliteConnectionStringBuilder parts;
        try
        {
            parts = new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException)
        {
            // Without the text, which may hold a password.
            throw new RedoxConfigurationException($"{Setting}: the connection string cannot be read. Use one like 'Data Source=inbox.db'.");
        }

        if (parts.Password is { Length: > 0 })
        {
            throw new RedoxConfigurationException($"{Setting}: the SQLite that comes with this package does not encrypt. Leave the password out, and put the file on an encrypted disk.");
        }

        // A URI may switch off locks and the disk itself (mode=memory, vfs=memdb, nolock, immutable); a VFS of another name may do anything.
        var source = parts.DataSource.Trim();
        if (source.Length == 0 || source.Contains(":memory:", StringComparison.OrdinalIgnoreCase) || source.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            || source.Contains('\0', StringComparison.Ordinal) || parts.Vfs is { Length: > 0 }
            || parts is not { Mode: SqliteOpenMode.ReadWriteCreate or SqliteOpenMode.ReadWrite, Cache: not SqliteCacheMode.Shared })
        {
            throw new RedoxConfigurationException(
                $"{Setting}: an inbox needs a file to write; no memory database, no URI, no other VFS, no shared cache. Use a connection string like 'Data Source=inbox.db'.");
        }

        parts.DataSource = FullPath(source);
        return parts;
    }

    /// <summary>A failure to open the file, as a fault of the setting.</summary>
    public static RedoxConfigurationException Fault(string sentence) => new($"{Setting}: {sentence}");

    // As Microsoft.Data.Sqlite does it.
    private static string FullPath(string source)
    {
        var folder = AppDomain.CurrentDomain.GetData("DataDirectory") as string;
        return source.StartsWith(Macro, StringComparison.OrdinalIgnoreCase)
            ? Path.GetFullPath(source[Macro.Length..].TrimStart('/', '\\'), folder is { Length: > 0 } ? folder : AppContext.BaseDirectory)
            : Path.GetFullPath(folder is { Length: > 0 } ? Path.Combine(folder, source) : source);
    }
}
