using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Redox.Client.Sqlite;

/// <summary>
/// A prepared statement. Several are executed for each message, so this takes a shorter way to SQLite than a command, and passes bodies without copying them. Disposing ends
/// one use of it.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const int MaxNameOnStack = 256;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _prepared;
    private readonly TimeSpan _patience;
    private readonly Dictionary<string, int> _parameters;

    /// <param name="database">The open database.</param>
    /// <param name="text">One statement, whose parameters begin with $.</param>
    /// <param name="patience">How long to wait for another process that has locked the file.</param>
    /// <exception cref="SqliteException">The text does not suit the tables.</exception>
    public Statement(sqlite3 database, string text, TimeSpan patience)
    {
        (_database, _patience) = (database, patience);
        SqliteException.ThrowExceptionForRC(Prepare(database, text, patience, out _prepared), database);
        var count = raw.sqlite3_bind_parameter_count(_prepared);
        _parameters = new(count);
        for (var index = 1; index <= count; index++)
        {
            _parameters.Add(raw.sqlite3_bind_parameter_name(_prepared, index).utf8_to_string(), index);
        }
    }

    public Statement Add(string name, long value) => Checked(raw.sqlite3_bind_int64(_prepared, _parameters[name], value));

    public Statement Add(string name, string? value)
    {
        if (value is null)
        {
            return Checked(raw.sqlite3_bind_null(_prepared, _parameters[name]));
        }

        // With its length, since a text may contain the character that ends others.
        var length = Encoding.UTF8.GetMaxByteCount(value.Length);
        var bytes = length <= MaxNameOnStack ? stackalloc byte[MaxNameOnStack] : new byte[length];
        return Checked(raw.sqlite3_bind_text(_prepared, _parameters[name], bytes[..Encoding.UTF8.GetBytes(value, bytes)]));
    }

    public Statement Add(string name, ReadOnlySpan<byte> value) =>
        Checked(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_prepared, _parameters[name], 0) : raw.sqlite3_bind_blob(_prepared, _parameters[name], value));

    /// <summary>Executes the statement up to its next row, if there is one.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public bool Step()
    {
        var code = raw.sqlite3_step(_prepared);
        if (IsBusy(code, _database))
        {
            code = Wait(_database, _patience, () =>
            {
                _ = raw.sqlite3_reset(_prepared);
                return raw.sqlite3_step(_prepared);
            });
        }

        if (code is not raw.SQLITE_ROW and not raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }

        return code == raw.SQLITE_ROW;
    }

    /// <summary>Executes the statement once, to its end.</summary>
    /// <returns>The number of rows that were changed.</returns>
    public int Run()
    {
        using (this)
        {
            while (Step())
            {
                // A pragma returns rows while it works.
            }

            return raw.sqlite3_changes(_database);
        }
    }

    /// <summary>Executes the statement once, and returns the first value of the first row as a number; null when there is none.</summary>
    public long? Number()
    {
        using (this)
        {
            return Step() && !IsNull(0) ? Integer(0) : null;
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_prepared, column) == raw.SQLITE_NULL;

    public long Integer(int column) => raw.sqlite3_column_int64(_prepared, column);

    public DateTimeOffset Time(int column) => TimeOf(Integer(column));

    /// <summary>The time, or the nearest one that there is: a message with an impossible one must not hide the others.</summary>
    public static DateTimeOffset TimeOf(long ticks) => new(Math.Clamp(ticks, 0, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);

    public string? Text(int column)
    {
        if (IsNull(column))
        {
            return null;
        }

        _ = raw.sqlite3_column_text(_prepared, column); // Makes it UTF-8 in a database that is not.
        return Encoding.UTF8.GetString(raw.sqlite3_column_blob(_prepared, column));
    }

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(_prepared, column).ToArray();

    public void Dispose()
    {
        _ = raw.sqlite3_reset(_prepared); // Returns the failure that has been thrown already.
        _ = raw.sqlite3_clear_bindings(_prepared);
    }

    /// <summary>Frees the statement.</summary>
    public void Close() => _prepared.Dispose();

    private static int Prepare(sqlite3 database, string text, TimeSpan patience, out sqlite3_stmt prepared)
    {
        var code = raw.sqlite3_prepare_v2(database, text, out prepared);
        var found = prepared;
        code = IsBusy(code, database) ? Wait(database, patience, () => raw.sqlite3_prepare_v2(database, text, out found)) : code;
        prepared = found;
        return code;
    }

    // Tries again every millisecond: SQLite itself waits up to 100, and so long another process that writes without a break does not leave the file free.
    private static int Wait(sqlite3 database, TimeSpan patience, Func<int> attempt)
    {
        var begun = Stopwatch.GetTimestamp();
        int code;
        do
        {
#pragma warning disable RS0030 // Another process holds the file in real time, and SQLite's own waiting blocks, too.
            Thread.Sleep(1);
#pragma warning restore RS0030
            code = attempt();
        }
        while (IsBusy(code, database) && (patience == TimeSpan.Zero || Stopwatch.GetElapsedTime(begun) < patience));

        return code;
    }

    // Not in a transaction that has read an older state: that one never ends well.
    private static bool IsBusy(int code, sqlite3 database) => (code & 0xff) == SqliteCode.Busy && raw.sqlite3_extended_errcode(database) != SqliteCode.BusySnapshot;

    private Statement Checked(int code)
    {
        SqliteException.ThrowExceptionForRC(code, _database);
        return this;
    }
}
