using Microsoft.Data.Sqlite;

namespace Redox.Client.Sqlite;

/// <summary>A connection that prepares each statement once. For one user at a time.</summary>
internal sealed class InboxConnection(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    /// <summary>A command without parameters.</summary>
    public SqliteCommand Command(string statement)
    {
        if (!_commands.TryGetValue(statement, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = statement;
            _commands.Add(statement, command);
        }

        command.Parameters.Clear();
        return command;
    }

    /// <summary>Executes one statement. Never several: statements after the first that returns a row fail silently.</summary>
    public int Execute(string statement) => Command(statement).ExecuteNonQuery();

    /// <summary>The first value, or null.</summary>
    public object? Value(string statement) => Command(statement).Value();

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }
}

internal static class SqliteCommandExtensions
{
    public static SqliteCommand Add(this SqliteCommand command, string name, object? value)
    {
        command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    public static object? Value(this SqliteCommand command) => command.ExecuteScalar() is { } value and not DBNull ? value : null;
}
