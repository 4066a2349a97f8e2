using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Redox.Client.Receiving;

namespace InboxCluster;

/// <summary>
/// The database of the inbox, which has the ledger of the handlers, too: a row for each time that a message was handled, in the order of commits within a key. Nothing makes its
/// rows unique.
/// </summary>
internal sealed class Store(string place, bool isUnfenced)
{
    private readonly bool _isSqlite = !place.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    public bool IsUnfenced => isUnfenced;

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
            ? "CREATE TABLE IF NOT EXISTS ledger (position INTEGER PRIMARY KEY AUTOINCREMENT, patient TEXT NOT NULL, number INTEGER NOT NULL)"
            : "CREATE TABLE IF NOT EXISTS ledger (position bigserial PRIMARY KEY, patient text NOT NULL, number bigint NOT NULL)");
    }

    /// <summary>Writes to the ledger, and completes the message with it.</summary>
    public async Task EnterAsync(string patient, long number, RedoxDeliveryContext delivery, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, transaction, "INSERT INTO ledger (patient, number) VALUES (@patient, @number)", ("@patient", patient), ("@number", number));
        if (!isUnfenced)
        {
            await delivery.CompleteWithAsync(transaction, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<long> HandledAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM (SELECT DISTINCT patient, number FROM ledger) AS handled";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task UntilHandledAsync(long count, TimeSpan limit)
    {
        using var end = new CancellationTokenSource(limit);
        while (await HandledAsync() < count && !end.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
        }

        await Task.Delay(TimeSpan.FromSeconds(8), CancellationToken.None); // Whoever holds an old lease may still try.
    }

    public async Task<Verdict> CountAsync(int messages)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT patient, number FROM ledger ORDER BY position";
        await using var reader = await command.ExecuteReaderAsync();
        var (seen, last, twice, inversions) = (new HashSet<(string, long)>(), new Dictionary<string, long>(), 0, 0);
        while (await reader.ReadAsync())
        {
            var (patient, number) = (reader.GetString(0), reader.GetInt64(1));
            if (!seen.Add((patient, number)))
            {
                twice++;
            }
            else if (last.TryGetValue(patient, out var before) && before > number)
            {
                inversions++;
            }

            last[patient] = Math.Max(number, last.GetValueOrDefault(patient));
        }

        return new Verdict(messages - seen.Count, twice, inversions);
    }

    private static void Configure(RedoxInboxOptions options)
    {
        options.Key = InboxKey.Patient;
        (options.Lease, options.Heartbeat) = (TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(2));
        (options.RetryDelay, options.MaxRetryDelay, options.MaxDeaths) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2), 1000);
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        DbConnection connection = _isSqlite ? new SqliteConnection($"Data Source={place};Default Timeout=30") : new NpgsqlConnection(place);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string statement, params (string Name, object Value)[] parameters)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (statement, transaction);
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>What became of the messages.</summary>
internal sealed record Verdict(int Lost, int Twice, int Inversions)
{
    public bool IsGood => (Lost, Twice, Inversions) == (0, 0, 0);

    public override string ToString() => $"{Lost} lost, {Twice} handled twice, {Inversions} out of order";
}
