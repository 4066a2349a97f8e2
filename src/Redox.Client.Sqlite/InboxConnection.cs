using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Redox.Client.Sqlite;

/// <summary>A connection that prepares each statement once. For one user at a time.</summary>
internal sealed class InboxConnection(SqliteConnection connection) : IDisposable
{
    // By reference: all statements are constants.
    private readonly Dictionary<string, Statement> _statements = new(ReferenceEqualityComparer.Instance);
    private readonly TimeSpan _patience = TimeSpan.FromSeconds(connection.DefaultTimeout);

    /// <summary>A statement without parameters. Must be disposed before its next use.</summary>
    public Statement Use(string statement)
    {
        if (!_statements.TryGetValue(statement, out var prepared))
        {
            prepared = new Statement(connection.Handle!, statement, _patience);
            _statements.Add(statement, prepared);
        }

        return prepared;
    }

    /// <summary>Executes a statement that is not used again.</summary>
    public void Execute(string statement)
    {
        var prepared = new Statement(connection.Handle!, statement, _patience);
        try
        {
            prepared.Run();
        }
        finally
        {
            prepared.Close();
        }
    }

    /// <summary>The first value, or null.</summary>
    public long? Number(string statement) => Use(statement).Number();

    /// <summary>Runs an action in a transaction, which is rolled back when it fails.</summary>
    /// <param name="begin"><c>BEGIN IMMEDIATE</c> to write, <c>BEGIN</c> to read from one state of the file.</param>
    /// <param name="work">What to do.</param>
    public T InTransaction<T>(string begin, Func<T> work)
    {
        Use(begin).Run();
        try
        {
            var result = work();
            Use("COMMIT").Run();
            return result;
        }
        catch
        {
            if (raw.sqlite3_get_autocommit(connection.Handle) == 0) // The failure may have rolled it back already.
            {
                Use("ROLLBACK").Run();
            }

            throw;
        }
    }

    /// <summary>Frees the statements, and leaves the connection open.</summary>
    public void Free()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _statements.Clear();
    }

    public void Dispose()
    {
        Free();
        connection.Dispose();
    }
}
