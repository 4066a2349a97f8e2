using Microsoft.Extensions.Logging;
using Redox.Client;
using Redox.Client.Receiving;
using Redox.Client.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts an inbox on a SQLite file between Redox and the handlers of events.</summary>
public static class RedoxDestinationBuilderSqliteExtensions
{
    /// <summary>
    /// Stores events in a SQLite file before Redox receives 200, and handles them afterwards; see
    /// <see cref="RedoxDestinationBuilderInboxExtensions.UseInbox(RedoxDestinationBuilder, Func{IServiceProvider, IRedoxInbox}, Action{RedoxInboxOptions})"/>.
    /// The file and its tables (<c>redox_inbox</c> and others of that beginning) are created when they are missing; several destinations may share a file.
    /// </summary>
    /// <remarks>
    /// The file holds messages as they came until they are handled: it is created for its owner only (on Windows, protect its folder). It must be on a local
    /// disk, since SQLite's log does not work on network shares. Several processes on one machine may receive into it and handle its
    /// messages. A file that cannot be used causes a <see cref="RedoxConfigurationException"/> when the application starts; a full disk or a
    /// locked file does not, since it is transient.
    /// </remarks>
    /// <param name="builder">The destination.</param>
    /// <param name="connectionString">A connection string of Microsoft.Data.Sqlite, e.g. <c>Data Source=inbox.db</c>, with a path rather than a URI.</param>
    /// <param name="configure">Changes how messages are handled: retries, order. The section <c>Inbox</c> of the destination does, too; see <see cref="RedoxInboxOptions"/>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="RedoxConfigurationException">
    /// The connection string does not name a file or cannot be read, or the destination has an inbox already.
    /// </exception>
    public static RedoxDestinationBuilder UseSqliteInbox(this RedoxDestinationBuilder builder, string connectionString, Action<RedoxInboxOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var parts = InboxPath.Resolve(connectionString);
        return builder.UseInbox(
            provider => new SqliteInbox(parts, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<IRedoxInbox>>()), configure);
    }
}
