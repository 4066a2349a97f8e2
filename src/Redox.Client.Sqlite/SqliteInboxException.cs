using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Redox.Client.Sqlite;

/// <summary>The file of an inbox could not be read or written. The text names the path, SQLite's code and a remedy, but no content of the file.</summary>
internal sealed class SqliteInboxException : DbException
{
    private SqliteInboxException(int code, string name, string message)
        : base(message) => (Code, SqlState) = (code, name);

    /// <summary>SQLite's primary result code.</summary>
    public int Code { get; }

    public override int ErrorCode => Code;

    /// <summary>SQLite's name for the code.</summary>
    public override string SqlState { get; }

    /// <summary>Whether it goes away by itself or with free disk space, so that an application need not stop.</summary>
    public override bool IsTransient => Code is SqliteCode.Busy or SqliteCode.Locked or SqliteCode.Full or SqliteCode.IoError;

    public static SqliteInboxException Of(SqliteException exception, string path)
    {
        var code = exception.SqliteErrorCode;
        var (name, remedy) = exception.SqliteExtendedErrorCode == SqliteCode.BusySnapshot ? SqliteCode.ExplainSnapshot() : SqliteCode.Explain(code, path);
        return new SqliteInboxException(code, name, $"The inbox {path}: SQLite {code} {name}: {remedy}");
    }
}
