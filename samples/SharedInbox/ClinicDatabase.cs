using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Redox.Client.Receiving;

namespace SharedInbox;

/// <summary>The clinic's own database, with its table of arrivals. The inbox is in it, too, so that one transaction can cover both.</summary>
internal sealed class ClinicDatabase(string? postgreSql, string sqlite)
{
    public RedoxDestinationBuilder UseInbox(RedoxDestinationBuilder destination, Action<RedoxInboxOptions> configure) =>
        postgreSql is null ? destination.UseSqliteInbox(sqlite, configure) : destination.UsePostgreSqlInbox(postgreSql, configure);

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        DbConnection connection = postgreSql is null ? new SqliteConnection(sqlite) : new NpgsqlConnection(postgreSql);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public async Task CreateTableAsync()
    {
        var position = postgreSql is null ? "INTEGER PRIMARY KEY AUTOINCREMENT" : "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
        await using var connection = await OpenAsync();
        await using var create = connection.CreateCommand();
        create.CommandText = $"CREATE TABLE IF NOT EXISTS arrivals (position {position}, patient text NOT NULL, visit text NOT NULL)";
        await create.ExecuteNonQueryAsync();
    }

    public static async Task AddArrivalAsync(DbTransaction transaction, string patient, string visit, CancellationToken cancellationToken)
    {
        await using var insert = transaction.Connection!.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO arrivals (patient, visit) VALUES (@patient, @visit)";
        Add("@patient", patient);
        Add("@visit", visit);
        await insert.ExecuteNonQueryAsync(cancellationToken);

        void Add(string name, string value)
        {
            var parameter = insert.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            insert.Parameters.Add(parameter);
        }
    }

    /// <summary>All arrivals, in the order in which they were written.</summary>
    public async Task<IReadOnlyList<(string Patient, string Visit)>> ArrivalsAsync()
    {
        await using var connection = await OpenAsync();
        await using var select = connection.CreateCommand();
        select.CommandText = "SELECT patient, visit FROM arrivals ORDER BY position";
        await using var reader = await select.ExecuteReaderAsync();
        var arrivals = new List<(string, string)>();
        while (await reader.ReadAsync())
        {
            arrivals.Add((reader.GetString(0), reader.GetString(1)));
        }

        return arrivals;
    }
}
