using Npgsql;

namespace Redox.Client.PostgreSql;

/// <summary>Statements that are sent together.</summary>
internal static class Batches
{
    /// <returns>The parameters of the statement.</returns>
    public static NpgsqlParameterCollection Add(this NpgsqlBatch batch, string statement)
    {
        var command = new NpgsqlBatchCommand(statement);
        batch.BatchCommands.Add(command);
        return command.Parameters;
    }

    /// <summary>What is not read to its end may hide an error.</summary>
    public static async Task EndAsync(this NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }
    }

    /// <summary>Whatever the database's own default is: each statement has to see what was committed before it began.</summary>
    public static ValueTask<NpgsqlTransaction> BeginReadCommittedAsync(this NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken);
}
