using Microsoft.Data.Sqlite;

namespace Redox.Client.Sqlite;

/// <summary>Opens the file of an inbox.</summary>
internal sealed class InboxFile(SqliteConnectionStringBuilder parts)
{
    private const int HeaderSize = 100; // SQLite: "Database File Format", section 1.3.

    private readonly string _connectionString = new SqliteConnectionStringBuilder(parts.ConnectionString) { Pooling = false }.ConnectionString;
    private readonly bool _mayCreate = parts.Mode == SqliteOpenMode.ReadWriteCreate;

    public string Path { get; } = parts.DataSource;

    /// <summary>The permissions of users other than the file's owner; none where there are no such permissions (Windows).</summary>
    public UnixFileMode RightsOfOthers => OperatingSystem.IsWindows() || !File.Exists(Path) ? UnixFileMode.None
        : File.GetUnixFileMode(Path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Whether a path that SQLite names is this file.</summary>
    public bool Is(string? path) => path is { Length: > 0 } && string.Equals(
        InboxPath.Resolve(new SqliteConnectionStringBuilder { DataSource = path }.ConnectionString).DataSource,
        Path,
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>Opens the writing connection; afterwards the tables exist.</summary>
    public InboxConnection OpenWriter()
    {
        Create();
        RefuseOther();
        RefuseQueue();
        var connection = OpenReader();
        try
        {
            Schema.Prepare(connection, Path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public InboxConnection OpenReader()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            return new InboxConnection(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // SQLite takes a file that is shorter than the header of a database for a new one, and overwrites it. Longer ones it refuses itself.
    private void RefuseOther()
    {
        if (File.Exists(Path) && new FileInfo(Path).Length is > 0 and < HeaderSize)
        {
            throw InboxPath.Fault($"{Path} is not a SQLite database: it is too short for one, but not empty. Name another file, or move this one away.");
        }
    }

    // SQLite reports it as a disk failure, which would be transient. Only an empty file is opened: closing it would release the locks that SQLite holds on it.
    private void RefuseQueue()
    {
        if (OperatingSystem.IsWindows() || !File.Exists(Path) || new FileInfo(Path).Length > 0)
        {
            return;
        }

        try
        {
            using var file = new FileStream(Path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, BufferSize = 0 });
            if (!file.CanSeek)
            {
                throw InboxPath.Fault($"{Path} is a FIFO, which does not keep what is written. Name a file on a local disk.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // SQLite will report the problem.
        }
    }

    // For its owner only; SQLite gives its log the same permissions. Never opened here when it exists: closing it would release the locks that SQLite holds on it.
    private void Create()
    {
        if (!_mayCreate || OperatingSystem.IsWindows() || File.Exists(Path))
        {
            return;
        }

        try
        {
            new FileStream(Path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process created it meanwhile, or SQLite will report the problem.
        }
    }
}
