using System.Data.Common;
using Npgsql;

namespace Redox.Client.PostgreSql;

/// <summary>The database of an inbox could not be read or written. The text has PostgreSQL's code and a remedy, but nothing that the server has written.</summary>
internal sealed class PostgreSqlInboxException : DbException
{
    private PostgreSqlInboxException(string state, string message)
        : base(message) => SqlState = state;

    public override string SqlState { get; }

    public override bool IsTransient => SqlStates.IsTransient(SqlState);

    public static PostgreSqlInboxException Of(NpgsqlException exception)
    {
        var state = exception.SqlState ?? SqlStates.ConnectionFailure;
        return new(state, $"The inbox in PostgreSQL: {state}: {SqlStates.Explain(state)}");
    }
}
