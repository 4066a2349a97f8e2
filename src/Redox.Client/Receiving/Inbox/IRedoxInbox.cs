namespace Redox.Client.Receiving;

/// <summary>
/// Keeps events safe between their arrival and their handling: stored before Redox is told 200, handled afterwards. Must be safe for concurrent use. The package
/// Redox.Client.Sqlite has one on a file; implement your own on the database that your application has.
/// </summary>
/// <remarks>
/// An inbox of your own belongs to one process at a time: entries are not leased, so two processes that read the same ones would both handle them. (That of
/// Redox.Client.Sqlite lets one process handle and several receive.) Several machines have an inbox each.
/// Exceptions are logged by their type, those that derive from
/// <see cref="System.Data.Common.DbException"/> with their codes, never with their text. The times given to an inbox go on while the application runs, from the clock's
/// time when it started: a clock that is set does not move them.
/// </remarks>
public interface IRedoxInbox
{
    /// <summary>
    /// Stores a message. When the task ends, the message must survive a crash of the process and of the machine: Redox is told 200 and forgets it. When this
    /// throws, Redox is told 500 and repeats the message.
    /// </summary>
    /// <param name="destination">The name of the destination; empty for the default one.</param>
    /// <param name="logId">
    /// The ID of Redox's log of the message, unique within the destination, at most 128 characters: a longer one comes as its hash. A message without one
    /// (<see langword="null"/>) is always stored.
    /// </param>
    /// <param name="body">The bytes as they came. They are used again for other messages as soon as the task has ended.</param>
    /// <param name="receivedAt">When the message came.</param>
    /// <param name="cancellationToken">Cancelled when Redox gives the connection up.</param>
    /// <returns>Whether it was stored; <see langword="false"/> when a message of that log ID was before, handled or not.</returns>
    Task<bool> StoreAsync(string destination, string? logId, ReadOnlyMemory<byte> body, DateTimeOffset receivedAt, CancellationToken cancellationToken = default);

    /// <summary>Reads the oldest messages that are neither handled nor parked, in the order in which they were stored.</summary>
    /// <param name="destination">The name of the destination.</param>
    /// <param name="dueBy">Messages whose <see cref="RedoxInboxEntry.RetryAt"/> is later are left out.</param>
    /// <param name="count">How many at most. Bodies may be as large as the destination receives.</param>
    /// <param name="cancellationToken">Cancelled when the application stops.</param>
    /// <returns>The messages; empty when there are none.</returns>
    Task<IReadOnlyList<RedoxInboxEntry>> ReadAsync(string destination, DateTimeOffset dueBy, int count, CancellationToken cancellationToken = default);

    /// <summary>Marks a message as handled. Its body may be deleted; its log ID is kept until <see cref="ForgetAsync"/>.</summary>
    /// <param name="id">The <see cref="RedoxInboxEntry.Id"/>.</param>
    /// <param name="handledAt">When its handler succeeded.</param>
    /// <param name="cancellationToken">Never cancelled: what was done is to be remembered.</param>
    /// <returns>A task that ends when it is remembered.</returns>
    Task CompleteAsync(long id, DateTimeOffset handledAt, CancellationToken cancellationToken = default);

    /// <summary>Counts a failed attempt.</summary>
    /// <param name="id">The <see cref="RedoxInboxEntry.Id"/>.</param>
    /// <param name="retryAt">When the next attempt is due.</param>
    /// <param name="cancellationToken">Never cancelled.</param>
    /// <returns>A task that ends when it is remembered.</returns>
    Task RetryAsync(long id, DateTimeOffset retryAt, CancellationToken cancellationToken = default);

    /// <summary>Counts a failed attempt and puts the message aside: it is kept and not read any more, until <see cref="ReleaseAsync"/>.</summary>
    /// <param name="id">The <see cref="RedoxInboxEntry.Id"/>.</param>
    /// <param name="cancellationToken">Never cancelled.</param>
    /// <returns>A task that ends when it is remembered.</returns>
    Task ParkAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Puts all parked messages of a destination back to their old places, with no attempts counted. For the application: nothing here calls it.</summary>
    /// <param name="destination">The name of the destination.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How many there were.</returns>
    Task<int> ReleaseAsync(string destination, CancellationToken cancellationToken = default);

    /// <summary>
    /// Forgets messages that were handled some time ago. When one of them comes again, it is handled again. First called when the application has run for
    /// <see cref="RedoxInboxOptions.Retention"/>, then every hour, while other messages are stored and handled.
    /// </summary>
    /// <param name="destination">The name of the destination.</param>
    /// <param name="handledBefore">What was handled earlier is forgotten.</param>
    /// <param name="cancellationToken">Cancelled when the application stops.</param>
    /// <returns>How many were forgotten.</returns>
    Task<int> ForgetAsync(string destination, DateTimeOffset handledBefore, CancellationToken cancellationToken = default);
}
