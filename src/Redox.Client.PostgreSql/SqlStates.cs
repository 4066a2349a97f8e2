namespace Redox.Client.PostgreSql;

/// <summary>The meaning of SQLSTATE for an inbox. (PostgreSQL: "PostgreSQL Error Codes")</summary>
internal static class SqlStates
{
    public const string ConnectionFailure = "08006";
    public const string UniqueViolation = "23505";
    public const string LockNotAvailable = "55P03";
    public const string NoTable = "42P01";
    public const string NoSchema = "3F000";
    private const string NoDatabase = "3D000";
    private const string NoRight = "42501";
    private const string ReadOnly = "25006";

    /// <summary>Whether it goes away by itself, so that an application need not stop.</summary>
    public static bool IsTransient(string state) => state is ReadOnly or LockNotAvailable || Class(state) is "08" or "40" or "53" or "57" or "58";

    /// <summary>Whether it lasts until somebody changes the settings or the database.</summary>
    public static bool IsFault(string state) => Class(state) is "28" or "3D" or "3F" or "42" or "0A";

    /// <summary>Whether one row of several may be the reason, so that the others can be stored without it.</summary>
    public static bool IsPerhapsOfOneRow(string state) => Class(state) == "40" || !(IsTransient(state) || IsFault(state));

    public static string Explain(string state) => state switch
    {
        NoTable or NoSchema or "42703" or "42883" => "a table or a function is missing or has another form. Run the script of PostgreSqlInboxSchema.Script, and check the option Schema.",
        NoRight => "this role lacks a right. It needs USAGE of the schema, SELECT, INSERT, UPDATE and DELETE of its tables, and EXECUTE of its functions; to create them, CREATE of the database.",
        NoDatabase => "there is no such database. Create it, or correct the connection string.",
        LockNotAvailable => "another transaction does not end. It is retried; look for processes that stand still, and for sessions that have locked the tables.",
        ReadOnly => "the server is read-only: a standby, or one that is being replaced. Connect to the primary server.",
        "53100" => "the disk of the server is full. Free some space; nothing else needs to be done.",
        "53300" => "the server has no connection left. Raise max_connections, or lower Maximum Pool Size in the connection string.",
        _ => Class(state) switch
        {
            "08" => "the server could not be reached, or has closed the connection, or did not respond in time. Check that it is running, and the connection string.",
            "28" => "access was denied. Check user and password in the connection string, and pg_hba.conf on the server.",
            "40" => "another transaction came first. It is retried.",
            "57" => "the server is starting, stopping, or has cancelled the statement. It is retried.",
            _ => "see the list of PostgreSQL's error codes, and the log of the server.",
        },
    };

    private static string Class(string state) => state.Length >= 2 ? state[..2] : state;
}
