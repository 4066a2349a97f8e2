namespace Redox.Client.Receiving;

/// <summary>
/// Keeps events safe between their arrival and their handling: stored before Redox receives 200, handled afterwards. Must be safe for concurrent use. The package
/// Redox.Client.Sqlite provides one on a file; implement your own on your application's database.
/// </summary>
/// <remarks>
/// An inbox of your own belongs to one process at a time: entries are not leased, so two processes that read the same ones would both handle them. (The inbox of
/// Redox.Client.Sqlite lets one process handle and several receive.) Several machines need an inbox each.
/// Exceptions are logged by type, and those that derive from
/// <see cref="System.Data.Common.DbException"/> with their codes, but never with their text. The times passed to an inbox advance while the application runs, from the clock's
/// time at its start: setting the clock does not change them.
/// </remarks>
public interface IRedoxInbox
{
    /// <summary>
    /// Stores a message. When the task completes, the message must survive a crash of the process and of the machine: the response is 200 and Redox forgets it. When this
    /// throws, the response is 500 and Redox delivers the message again.
    /// </summary>
    /// <param name="destination">The name of the destination; empty for the default one.</param>
    /// <param name="logId">
    /// The ID of Redox's log of the message, unique within the destination, at most 128 characters: a longer one is replaced by its hash. A message without one
    /// (<see langword="null"/>) is always stored.
    /// </param>
    /// <param name="body">The bytes as they came. They are reused for other messages as soon as the task has completed.</param>
    /// <param name="receivedAt">When the message arrived.</param>
    /// <param name="cancellationToken">Cancelled when Redox closes the connection.</param>
    /// <returns>Whether it was stored; <see langword="false"/> when a message with that log ID was stored before, handled or not.</returns>
    Task<bool> StoreAsync(string destination, string? logId, ReadOnlyMemory<byte> body, DateTimeOffset receivedAt, CancellationToken cancellationToken = default);

    /// <summary>Reads the oldest messages that are neither handled nor parked, in the order in which they were stored.</summary>
    /// <param name="destination">The name of the destination.</param>
    /// <param name="dueBy">Messages whose <see cref="RedoxInboxEntry.RetryAt"/> is later are omitted.</param>
    /// <param name="count">The maximum number of messages. Bodies may be as large as the destination accepts.</param>
    /// <param name="cancellationToken">Cancelled when the application stops.</param>
    /// <returns>The messages; empty when there are none.</returns>
    Task<IReadOnlyList<RedoxInboxEntry>> ReadAsync(string destination, DateTimeOffset dueBy, int count, CancellationToken cancellationToken = default);

    /// <summary>Marks a message as handled. Its body may be deleted; its log ID is kept until <see cref="ForgetAsync"/>.</summary>
    /// <param name="id">The <see cref="RedoxInboxEntry.Id"/>.</param>
    /// <param name="handledAt">When its handler succeeded.</param>
    /// <param name="cancellationToken">Never cancelled: completed work must be remembered.</param>
    /// <returns>A task that completes when this is stored.</returns>
    Task CompleteAsync(long id, DateTimeOffset handledAt, CancellationToken cancellationToken = default);

    /// <summary>Counts a failed attempt.</summary>
    /// <param name="id">The <see cref="RedoxInboxEntry.Id"/>.</param>
    /// <param name="retryAt">When the next attempt is due.</param>
    /// <param name="cancellationToken">Never cancelled.</param>
    /// <returns>A task that completes when this is stored.</returns>
    Task RetryAsync(long id, DateTimeOffset retryAt, CancellationToken cancellationToken = default);

    /// <summary>Counts a failed attempt and sets the message aside: it is kept but no longer read, until <see cref="ReleaseAsync"/>.</summary>
    /// <param name="id">The <see cref="RedoxInboxEntry.Id"/>.</param>
    /// <param name="cancellationToken">Never cancelled.</param>
    /// <returns>A task that completes when this is stored.</returns>
    Task ParkAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Returns all parked messages of a destination to their old places, with their attempts reset. To be called by the application: this library does not.</summary>
    /// <param name="destination">The name of the destination.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The number of messages.</returns>
    Task<int> ReleaseAsync(string destination, CancellationToken cancellationToken = default);

    /// <summary>
    /// Forgets messages that were handled some time ago. If one of them comes again, it is handled again. First called when the application has run for
    /// <see cref="RedoxInboxOptions.Retention"/>, then every hour, while other messages are stored and handled.
    /// </summary>
    /// <param name="destination">The name of the destination.</param>
    /// <param name="handledBefore">Messages that were handled before this time are forgotten.</param>
    /// <param name="cancellationToken">Cancelled when the application stops.</param>
    /// <returns>The number of forgotten messages.</returns>
    Task<int> ForgetAsync(string destination, DateTimeOffset handledBefore, CancellationToken cancellationToken = default);
}
