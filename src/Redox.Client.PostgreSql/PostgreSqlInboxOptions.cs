namespace Redox.Client.PostgreSql;

/// <summary>Where an inbox in PostgreSQL has its tables.</summary>
public sealed class PostgreSqlInboxOptions
{
    internal const string DefaultSchema = "redox";

    /// <summary>
    /// The schema of the tables: small letters a to z, digits and underscores, at most 63. Several destinations, and several applications, may share it as long as
    /// the names of their destinations differ. Default: <c>redox</c>.
    /// </summary>
    public string Schema { get; set; } = DefaultSchema;

    /// <summary>
    /// Whether the application creates the schema and its tables, or brings them up to date, when it starts. When <see langword="false"/>, it never changes them, and does not
    /// start with missing or older tables: run <see cref="PostgreSqlInboxSchema.Script"/> before. Default: <see langword="true"/>.
    /// </summary>
    public bool CreateSchema { get; set; } = true;
}
