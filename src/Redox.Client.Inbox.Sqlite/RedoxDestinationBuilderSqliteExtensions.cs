using Microsoft.Data.Sqlite;
using Redox.Client;
using Redox.Client.Inbox.Sqlite;
using Redox.Client.Receiving;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts an inbox on a SQLite file between Redox and the handlers of events.</summary>
public static class RedoxDestinationBuilderSqliteExtensions
{
    /// <summary>
    /// Stores events in a SQLite file before Redox is told 200, and handles them afterwards; see
    /// <see cref="RedoxDestinationBuilderInboxExtensions.ThroughInbox(RedoxDestinationBuilder, Func{IServiceProvider, IRedoxInbox}, Action{RedoxInboxOptions})"/>.
    /// The file and its table (<c>redox_inbox</c>) are made when they are missing; several destinations may share a file.
    /// </summary>
    /// <remarks>
    /// The file holds messages as they came until they are handled: protect it like the database of a clinic. It must be on a local disk, since SQLite's log does not
    /// work on network shares, and belongs to one process at a time.
    /// </remarks>
    /// <param name="builder">The destination.</param>
    /// <param name="connectionString">A connection string of Microsoft.Data.Sqlite, e.g. <c>Data Source=inbox.db</c>.</param>
    /// <param name="configure">Changes how messages are handled: retries, order.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="RedoxConfigurationException">
    /// The connection string names no file or cannot be read, the settings are out of range, or the destination has an inbox already.
    /// </exception>
    public static RedoxDestinationBuilder ThroughSqliteInbox(this RedoxDestinationBuilder builder, string connectionString, Action<RedoxInboxOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var checkedString = Checked(connectionString);
        return builder.ThroughInbox(_ => new SqliteInbox(checkedString), configure);
    }

    private static string Checked(string connectionString)
    {
        SqliteConnectionStringBuilder parts;
        try
        {
            parts = new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException)
        {
            // Without the text, which may hold a password.
            throw new RedoxConfigurationException($"{nameof(ThroughSqliteInbox)}: the connection string cannot be read. Use one like 'Data Source=inbox.db'.");
        }

        return parts is { DataSource: not ("" or ":memory:"), Mode: SqliteOpenMode.ReadWriteCreate or SqliteOpenMode.ReadWrite, Cache: not SqliteCacheMode.Shared }
            ? parts.ConnectionString
            : throw new RedoxConfigurationException($"{nameof(ThroughSqliteInbox)}: an inbox needs a file to write. Use a connection string like 'Data Source=inbox.db'.");
    }
}
