using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Redox.Client.Receiving;

namespace InboxCluster;

/// <summary>
/// The database of the inbox, which has the ledger of the handlers, too: a row for each time that a message was handled, in the order of commits within a key. Nothing makes its
/// rows unique.
/// </summary>
internal sealed class Store(string place, Arguments arguments)
{
    private readonly bool _isSqlite = !place.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    public bool IsUnfenced => arguments.Has("--unfenced");

    private string Inbox => _isSqlite ? "redox_inbox" : "redox.inbox";

    public void Use(RedoxDestinationBuilder destination)
    {
        if (_isSqlite)
        {
            destination.UseSqliteInbox($"Data Source={place}", Configure);
        }
        else
        {
            destination.UsePostgreSqlInbox(place, Configure);
        }
    }

    public async Task CreateLedgerAsync()
    {
        await using var connection = await OpenAsync();
        await ExecuteAsync(connection, null, _isSqlite
            ? "CREATE TABLE IF NOT EXISTS ledger (position INTEGER PRIMARY KEY AUTOINCREMENT, patient TEXT NOT NULL, number INTEGER NOT NULL, at REAL NOT NULL DEFAULT (unixepoch('subsec')))"
            : "CREATE TABLE IF NOT EXISTS ledger (position bigserial PRIMARY KEY, patient text NOT NULL, number bigint NOT NULL, at float8 NOT NULL DEFAULT extract(epoch FROM clock_timestamp()))");
    }

    /// <summary>Writes to the ledger, and completes the message with it.</summary>
    public async Task EnterAsync(string patient, long number, RedoxDeliveryContext delivery, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, transaction, "INSERT INTO ledger (patient, number) VALUES (@patient, @number)", ("@patient", patient), ("@number", number));
        if (!IsUnfenced)
        {
            await delivery.CompleteWithAsync(transaction, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Waits until so many messages are handled, or a few less.</summary>
    public async Task UntilHandledAboutAsync(double count)
    {
        while (await TryNumberAsync("SELECT max(position) FROM ledger") is not { } handled || handled < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }

    public async Task UntilHandledAsync(long count, TimeSpan limit)
    {
        using var end = new CancellationTokenSource(limit);
        while (!end.IsCancellationRequested)
        {
            // To count them all takes long.
            if (await TryNumberAsync("SELECT max(position) FROM ledger") >= count && await TryNumberAsync("SELECT count(DISTINCT number) FROM ledger") >= count)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
        }
    }

    public async Task<Verdict> CountAsync(int messages)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT patient, number FROM ledger ORDER BY position";
        await using var reader = await command.ExecuteReaderAsync();
        var (seen, last, handled, twice, inversions) = (new bool[messages], new Dictionary<string, long>(), 0, 0, 0);
        while (await reader.ReadAsync())
        {
            var (patient, number) = (reader.GetString(0), reader.GetInt64(1));
            if (seen[number])
            {
                twice++;
                continue;
            }

            (seen[number], handled) = (true, handled + 1);
            if (last.TryGetValue(patient, out var before) && before > number)
            {
                inversions++;
            }

            last[patient] = Math.Max(number, before);
        }

        return new Verdict(messages - handled, twice, inversions);
    }

    /// <summary>The messages that processes hold at this moment, and how often a process has died over each.</summary>
    public async Task<IReadOnlyDictionary<long, int>> ClaimedAsync()
    {
        while (true)
        {
            try
            {
                await using var connection = await OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = $"SELECT log_id, deaths FROM {Inbox} WHERE lease_until IS NOT NULL";
                await using var reader = await command.ExecuteReaderAsync();
                var claimed = new Dictionary<long, int>();
                while (await reader.ReadAsync())
                {
                    claimed.Add(long.Parse(reader.GetString(0), CultureInfo.InvariantCulture), reader.GetInt32(1));
                }

                return claimed;
            }
            catch (DbException)
            {
                // The server has closed the connections of the pool.
            }
        }
    }

    /// <summary>When those of them were handled that another process had to take over.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> TakenOverAsync(IReadOnlyDictionary<long, int> claimed)
    {
        await using var connection = await OpenAsync();
        var times = new List<DateTimeOffset>();
        foreach (var (number, deaths) in claimed)
        {
            await using var command = Command(
                connection,
                null,
                $"SELECT max(l.at) FROM ledger l WHERE l.number = @number AND EXISTS (SELECT 1 FROM {Inbox} i WHERE i.destination = '' AND i.log_id = @log AND i.deaths = @deaths)",
                ("@number", number),
                ("@log", number.ToString(CultureInfo.InvariantCulture)),
                ("@deaths", deaths + 1));
            if (await command.ExecuteScalarAsync() is double at)
            {
                times.Add(DateTimeOffset.UnixEpoch.AddSeconds(at));
            }
        }

        return times;
    }

    /// <summary>Locks the file of SQLite until the input ends.</summary>
    public async Task LockAsync()
    {
        await using var connection = await OpenAsync();
        await ExecuteAsync(connection, null, "BEGIN EXCLUSIVE");
        Console.WriteLine("locked");
        await Console.In.ReadToEndAsync();
    }

    private void Configure(RedoxInboxOptions options)
    {
        options.Key = InboxKey.Patient;
        (options.Lease, options.Heartbeat) = (TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(2));
        (options.RetryDelay, options.MaxRetryDelay) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));
        (options.MaxDeaths, options.MaxAttempts) = (arguments.Number("--max-deaths", 1000), arguments.Number("--max-attempts"));
    }

    private async Task<long?> TryNumberAsync(string statement)
    {
        try
        {
            await using var connection = await OpenAsync();
            await using var command = Command(connection, null, statement);
            return await command.ExecuteScalarAsync() as long?;
        }
        catch (DbException)
        {
            return null; // The server is away.
        }
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        DbConnection connection = _isSqlite ? new SqliteConnection($"Data Source={place};Default Timeout=30") : new NpgsqlConnection(place);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string statement, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(connection, transaction, statement, parameters);
        await command.ExecuteNonQueryAsync();
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string statement, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (statement, transaction);
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}

/// <summary>What became of the messages.</summary>
internal sealed record Verdict(int Lost, int Twice, int Inversions)
{
    public bool IsGood => (Lost, Twice, Inversions) == (0, 0, 0);

    public override string ToString() => $"{Lost} lost, {Twice} handled twice, {Inversions} out of order";
}
