using Microsoft.Extensions.Hosting;
using Npgsql;
using Redox.Client;
using Redox.Client.PostgreSql;
using Redox.Client.Receiving;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts an inbox in PostgreSQL between Redox and the handlers of events.</summary>
/// <remarks>
/// Several machines may share the database: each message is handled by one of them, in order within its key. It works behind a pooler in transaction mode, such as PgBouncer,
/// since nothing is kept in a session. The tables are created when the application starts; see <see cref="PostgreSqlInboxOptions"/>. A database that cannot be used
/// causes a <see cref="RedoxConfigurationException"/> then; a server that cannot be reached does not, since that is transient.
/// </remarks>
public static class RedoxDestinationBuilderPostgreSqlExtensions
{
    /// <summary>
    /// Stores events in PostgreSQL before Redox receives 200, and handles them afterwards, with the <see cref="NpgsqlDataSource"/> that is registered as a service:
    /// that of the application's own data, so that <see cref="IRedoxTransactionalInbox"/> completes messages in its transactions.
    /// </summary>
    /// <param name="builder">The destination.</param>
    /// <param name="configure">Changes how messages are handled: retries, order. The section <c>Inbox</c> of the destination does, too; see <see cref="RedoxInboxOptions"/>.</param>
    /// <param name="configureStorage">Changes where the tables are.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="RedoxConfigurationException">The name of the schema is not a plain identifier, or the destination has an inbox already.</exception>
    public static RedoxDestinationBuilder UsePostgreSqlInbox(
        this RedoxDestinationBuilder builder, Action<RedoxInboxOptions>? configure = null, Action<PostgreSqlInboxOptions>? configureStorage = null) =>
        Use(
            builder,
            static provider => provider.GetService<NpgsqlDataSource>() ?? throw new RedoxConfigurationException(
                "UsePostgreSqlInbox needs a data source: register an NpgsqlDataSource as a service, or pass one, or a connection string."),
            isOwned: false,
            configure,
            configureStorage);

    /// <summary>Stores events in PostgreSQL before Redox receives 200, and handles them afterwards, with connections of the inbox's own.</summary>
    /// <param name="builder">The destination.</param>
    /// <param name="connectionString">A connection string of Npgsql.</param>
    /// <param name="configure">Changes how messages are handled: retries, order. The section <c>Inbox</c> of the destination does, too; see <see cref="RedoxInboxOptions"/>.</param>
    /// <param name="configureStorage">Changes where the tables are.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="RedoxConfigurationException">
    /// The connection string cannot be read, the name of the schema is not a plain identifier, or the destination has an inbox already.
    /// </exception>
    public static RedoxDestinationBuilder UsePostgreSqlInbox(
        this RedoxDestinationBuilder builder, string connectionString, Action<RedoxInboxOptions>? configure = null, Action<PostgreSqlInboxOptions>? configureStorage = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var parts = Parse(connectionString);
        return Use(builder, _ => NpgsqlDataSource.Create(parts), isOwned: true, configure, configureStorage);
    }

    /// <summary>Stores events in PostgreSQL before Redox receives 200, and handles them afterwards, with connections of a data source.</summary>
    /// <param name="builder">The destination.</param>
    /// <param name="dataSource">The data source. It is not disposed.</param>
    /// <param name="configure">Changes how messages are handled: retries, order. The section <c>Inbox</c> of the destination does, too; see <see cref="RedoxInboxOptions"/>.</param>
    /// <param name="configureStorage">Changes where the tables are.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="RedoxConfigurationException">The name of the schema is not a plain identifier, or the destination has an inbox already.</exception>
    public static RedoxDestinationBuilder UsePostgreSqlInbox(
        this RedoxDestinationBuilder builder, NpgsqlDataSource dataSource, Action<RedoxInboxOptions>? configure = null, Action<PostgreSqlInboxOptions>? configureStorage = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return Use(builder, _ => dataSource, isOwned: false, configure, configureStorage);
    }

    private static RedoxDestinationBuilder Use(
        RedoxDestinationBuilder builder, Func<IServiceProvider, NpgsqlDataSource> source, bool isOwned, Action<RedoxInboxOptions>? configure, Action<PostgreSqlInboxOptions>? configureStorage)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var storage = new PostgreSqlInboxOptions();
        configureStorage?.Invoke(storage);
        var (schema, mayCreate, name) = (storage.Schema, storage.CreateSchema, builder.Name);
        SchemaName.Quoted(schema);
        builder.UseInbox(
            provider => new PostgreSqlInbox(new(source(provider), isOwned, schema, mayCreate), provider.GetRequiredService<TimeProvider>()), configure);
        builder.Services.AddSingleton<IHostedService>(provider => new SchemaStart(() => provider.GetRequiredKeyedService<IRedoxInbox>(name)));
        return builder;
    }

    // Nothing is kept in a session, so there is nothing to reset: a round trip less where a pooler stands between.
    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true, Enlist = false };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new RedoxConfigurationException("The connection string of the PostgreSQL inbox cannot be read. It needs the form of Npgsql, for example Host=db;Database=clinic;Username=redox.");
        }
    }
}
