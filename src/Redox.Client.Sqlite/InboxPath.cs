using Microsoft.Data.Sqlite;

namespace Redox.Client.Sqlite;

/// <summary>The file that a connection string names. Databases that would be lost with the process are refused: memory databases, in every spelling that SQLite accepts.</summary>
internal static class InboxPath
{
    // The limit of Linux.
    private const int MaxLinks = 40;

    private const string Macro = "|DataDirectory|";
    private const string Setting = nameof(Microsoft.Extensions.DependencyInjection.RedoxDestinationBuilderSqliteExtensions.UseSqliteInbox);

    /// <summary>The same connection string with the full path of the file itself, so that everyone who opens it gets the same file, through whatever links.</summary>
    /// <exception cref="RedoxConfigurationException">It cannot be read, or does not name a writable file.</exception>
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
            throw new RedoxConfigurationException($"{Setting}: the SQLite in this package does not encrypt. Omit the password, and put the file on an encrypted disk.");
        }

        // A URI may switch off locks and the disk itself (mode=memory, vfs=memdb, nolock, immutable); a VFS of another name may do anything.
        var source = parts.DataSource.Trim();
        if (source.Length == 0 || source.Contains(":memory:", StringComparison.OrdinalIgnoreCase) || source.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            || source.Contains('\0', StringComparison.Ordinal) || parts.Vfs is { Length: > 0 }
            || parts is not { Mode: SqliteOpenMode.ReadWriteCreate or SqliteOpenMode.ReadWrite, Cache: not SqliteCacheMode.Shared })
        {
            throw new RedoxConfigurationException(
                $"{Setting}: an inbox needs a writable file, not a memory database, a URI, another VFS or a shared cache. Use a connection string like 'Data Source=inbox.db'.");
        }

        parts.DataSource = WithoutLinks(FullPath(source), MaxLinks);
        if (IsDevice(parts.DataSource))
        {
            throw Fault($"{parts.DataSource} is a device, not a file. Name a file on a local disk.");
        }

        return parts;
    }

    /// <summary>A failure to open the file, as an error in the setting.</summary>
    public static RedoxConfigurationException Fault(string sentence) => new($"{Setting}: {sentence}");

    // Mainly /dev/null, which SQLite treats as a failing disk that may recover. /dev/shm contains files.
    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    // As Microsoft.Data.Sqlite does.
    private static string FullPath(string source)
    {
        var folder = AppDomain.CurrentDomain.GetData("DataDirectory") as string;
        return source.StartsWith(Macro, StringComparison.OrdinalIgnoreCase)
            ? Path.GetFullPath(source[Macro.Length..].TrimStart('/', '\\'), folder is { Length: > 0 } ? folder : AppContext.BaseDirectory)
            : Path.GetFullPath(folder is { Length: > 0 } ? Path.Combine(folder, source) : source);
    }

    // SQLite follows links, and keeps its log next to the file itself; our own files must be there, too. A link that starts with .. is relative to the folder
    // that contains it, not to a link to that folder, so folders are resolved first (not on Windows, where a mounted disk counts as a link).
    private static string WithoutLinks(string path, int linksLeft)
    {
        if (Path.GetDirectoryName(path) is not { } folder)
        {
            return path;
        }

        var here = OperatingSystem.IsWindows() ? Path.GetFullPath(path) : Path.GetFullPath(Path.GetFileName(path), WithoutLinks(folder, linksLeft));
        return LinkTarget(here) is not { } target ? here
            : linksLeft == 0 ? throw Fault($"{here} is a symbolic link that leads nowhere: the links form a circle. Name the file itself.")
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
