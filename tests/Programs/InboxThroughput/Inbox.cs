using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Redox.Client.Receiving;

namespace InboxThroughput;

/// <summary>
/// An inbox of its own, so that what one measurement leaves behind does not slow the next one down: a file in a folder, or a schema of the database that a connection string names.
/// </summary>
internal sealed class Inbox(string place, string name)
{
    private readonly bool _isSqlite = !IsShared(place);

    public string Place => place;

    public string Name => name;

    /// <summary>The log of the file, where there is a file.</summary>
    public FileInfo? Log => _isSqlite ? new($"{File}-wal") : null;

    private string File => Path.Combine(place, $"{name}.db");

    /// <summary>Whether it is PostgreSQL.</summary>
    public static bool IsShared(string place) => place.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    public static Inbox Create(string place)
    {
        if (!IsShared(place))
        {
            Directory.CreateDirectory(place);
        }

        return new(place, $"throughput_{Guid.NewGuid():N}");
    }

    /// <summary>The same one, filled without waiting for the disk of the server each time.</summary>
    public Inbox WithoutFlush() => _isSqlite ? this : new(new NpgsqlConnectionStringBuilder(place) { Options = "-c synchronous_commit=off" }.ConnectionString, name);

    public void Use(RedoxDestinationBuilder destination, Action<RedoxInboxOptions> configure)
    {
        if (_isSqlite)
        {
            destination.UseSqliteInbox($"Data Source={File}", configure);
        }
        else
        {
            destination.UsePostgreSqlInbox(place, configure, storage => storage.Schema = name);
        }
    }

    /// <summary>Holds a transaction open until the result is disposed: PostgreSQL keeps dead rows for its snapshot, and SQLite its log.</summary>
    public async Task<IAsyncDisposable> HoldAsync()
    {
        DbConnection connection = _isSqlite ? new SqliteConnection($"Data Source={File};Pooling=False") : new NpgsqlConnection($"{place};Pooling=false");
        await connection.OpenAsync();
        await ExecuteAsync(connection, _isSqlite ? "BEGIN; SELECT count(*) FROM sqlite_schema" : "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
        return connection;
    }

    public async Task DropAsync()
    {
        if (_isSqlite)
        {
            foreach (var file in Directory.EnumerateFiles(place, $"{name}.db*"))
            {
                System.IO.File.Delete(file);
            }

            return;
        }

        await using var connection = new NpgsqlConnection(place);
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"DROP SCHEMA {name} CASCADE");
    }

    private static async Task ExecuteAsync(DbConnection connection, string statements)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (statements, 0);
        await command.ExecuteNonQueryAsync();
    }
}
