using Microsoft.Data.Sqlite;

namespace Redox.Client.Inbox.Sqlite;

/// <summary>The file that a connection string names. Whatever would be lost with the process is refused: memory databases, in every spelling that SQLite knows.</summary>
internal static class InboxPath
{
    // As many as Linux follows.
    private const int MaxLinks = 40;

    private const string Macro = "|DataDirectory|";
    private const string Setting = nameof(Microsoft.Extensions.DependencyInjection.RedoxDestinationBuilderSqliteExtensions.ThroughSqliteInbox);

    /// <summary>The same connection string with the full path of the file itself, so that everybody who opens it means the same, through whatever links.</summary>
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

        parts.DataSource = WithoutLinks(FullPath(source), MaxLinks);
        if (IsDevice(parts.DataSource))
        {
            throw Fault($"{parts.DataSource} is a device and no file. Name a file on a local disk.");
        }

        return parts;
    }

    /// <summary>A failure to open the file, as a fault of the setting.</summary>
    public static RedoxConfigurationException Fault(string sentence) => new($"{Setting}: {sentence}");

    // /dev/null above all, which SQLite takes for a disk that fails and may recover. /dev/shm holds files.
    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    // As Microsoft.Data.Sqlite does it.
    private static string FullPath(string source)
    {
        var folder = AppDomain.CurrentDomain.GetData("DataDirectory") as string;
        return source.StartsWith(Macro, StringComparison.OrdinalIgnoreCase)
            ? Path.GetFullPath(source[Macro.Length..].TrimStart('/', '\\'), folder is { Length: > 0 } ? folder : AppContext.BaseDirectory)
            : Path.GetFullPath(folder is { Length: > 0 } ? Path.Combine(folder, source) : source);
    }

    // SQLite follows links, and keeps its log beside the file itself; what lies beside the file here must lie there, too. A link that starts with .. means the folder
    // that holds it, not a link to that folder, so folders are followed first (not on Windows, where a mounted disk counts as a link).
    private static string WithoutLinks(string path, int linksLeft)
    {
        if (Path.GetDirectoryName(path) is not { } folder)
        {
            return path;
        }

        var here = OperatingSystem.IsWindows() ? Path.GetFullPath(path) : Path.GetFullPath(Path.GetFileName(path), WithoutLinks(folder, linksLeft));
        return LinkTarget(here) is not { } target ? here
            : linksLeft == 0 ? throw Fault($"{here} is a symbolic link that leads to no file: the links form a circle. Name the file itself.")
            : WithoutLinks(Path.Combine(Path.GetDirectoryName(here)!, target), linksLeft - 1);
    }

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // SQLite will say what is wrong.
        }
    }
}
