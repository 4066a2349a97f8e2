namespace Redox.Client.Receiving;

/// <summary>
/// Keeps events safe between their arrival and their handling: stored before Redox receives 200, handled afterwards, in order within their key, by whichever process
/// claims them. The packages Redox.Client.Sqlite (one machine) and Redox.Client.PostgreSql (several) provide one; implement your own on another database. Must be safe for
/// concurrent use, by several processes where they share the database.
/// </summary>
/// <remarks>
/// <para>
/// A message is <em>waiting</em> until a process <em>claims</em> it. A claim is a lease: it ends when the result is recorded or the message is released. When it runs out before, at its time by the store's
/// own clock, the message stays claimed, for its key and for barriers, until any process claims it again. Each claim of a message has a higher <see cref="RedoxInboxLease.Fence"/> than the one before, and
/// everything that names an older one has no effect. So a process that was paused cannot change what another one has taken over.
/// </para>
/// <para>
/// What is waiting or claimed is <em>unhandled</em>. A <em>parked</em> message is set aside until it is replayed, which makes it waiting, or discarded. A <em>handled</em> one was
/// completed or discarded, and is remembered until it is forgotten.
/// </para>
/// <para>
/// No call may block the thread of its caller: behind a driver whose methods are synchronous, use <see cref="Task.Run(Action)"/>. A body may be empty, and the type and the text of a
/// failure may have any characters: what the database does not keep of them is replaced. A call that was cancelled, or failed, may have had its effect.
/// </para>
/// <para>The suite in Redox.Client.Testing (<c>RedoxInboxSuite</c>) shows whether an inbox of your own keeps this contract.</para>
/// <para>
/// Exceptions are logged by type, and those that derive from <see cref="System.Data.Common.DbException"/> with their codes, but never with their text, except that of a <see cref="RedoxConfigurationException"/>. The worker
/// retries what failed; results may therefore be recorded twice. Times are kept to the microsecond at least.
/// </para>
/// </remarks>
public interface IRedoxInbox
{
    /// <summary>
    /// Stores a message. When the task completes, the message must survive a crash of the process and of the machine: the response is 200 and Redox forgets it. When this
    /// throws, the response is 500 and Redox delivers the message again.
    /// </summary>
    /// <param name="message">The message. Its body is reused for other messages as soon as the task has completed.</param>
    /// <param name="cancellationToken">Cancelled when Redox closes the connection.</param>
    /// <returns>
    /// Whether it was stored; <see langword="false"/> when the destination has a message with that log ID, handled or not. A message without a log ID is always stored.
    /// </returns>
    Task<bool> StoreAsync(RedoxInboxMessage message, CancellationToken cancellationToken = default);

    /// <summary>
    /// Records what became of messages that were claimed before, and claims the next ones: both in one transaction, in that order, and each message by one process
    /// only. A waiting message can be claimed when it is due and the first unhandled one of its key, and no other of its key is claimed; one without a key waits for no other.
    /// A barrier (<see cref="RedoxInboxMessage.IsBarrier"/>) can be claimed when no earlier message of the destination is unhandled and none is claimed; no later one can be claimed until it is handled or parked,
    /// and none at all while it is claimed. A message whose lease has run out was being handled when its process died or lost the store: it can be claimed before all others of its key, due or not, even before an earlier one that
    /// was replayed meanwhile, and claiming it raises its <see cref="RedoxInboxEntry.Deaths"/>.
    /// </summary>
    /// <param name="claim">What is to be claimed.</param>
    /// <param name="cancellationToken">Cancelled when the application stops.</param>
    /// <returns>The messages, and the results that had no effect because the lease was lost, or not yet.</returns>
    Task<RedoxInboxClaimed> ClaimAsync(RedoxInboxClaim claim, CancellationToken cancellationToken = default);

    /// <summary>Extends leases: they end <paramref name="duration"/> after now, by the store's clock. A lease that has run out is extended, too, unless the message was claimed again.</summary>
    /// <param name="destination">The name of the destination; empty for the default one.</param>
    /// <param name="leases">The leases.</param>
    /// <param name="duration">The new duration.</param>
    /// <param name="cancellationToken">Cancelled when the application stops, or a quarter of the duration has passed: the call is made again then.</param>
    /// <returns>The leases that are lost: the message was claimed again, handled, parked or released.</returns>
    Task<IReadOnlyList<RedoxInboxLease>> ExtendAsync(
        string destination, IReadOnlyList<RedoxInboxLease> leases, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Counts the messages of a destination.</summary>
    /// <param name="destination">The name of the destination; empty for the default one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The numbers.</returns>
    Task<RedoxInboxCounts> CountAsync(string destination, CancellationToken cancellationToken = default);

    /// <summary>Lists messages by their <see cref="RedoxInboxItem.Id"/>, the oldest first, without their bodies.</summary>
    /// <param name="destination">The name of the destination; empty for the default one.</param>
    /// <param name="state">Only those in this state.</param>
    /// <param name="after">Only those with a higher ID; 0 for the first page.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The messages.</returns>
    Task<IReadOnlyList<RedoxInboxItem>> ListAsync(
        string destination, RedoxInboxItemState state, long after, int count, CancellationToken cancellationToken = default);

    /// <summary>Reads the body of a message that is not handled; it may be parked.</summary>
    /// <param name="destination">The name of the destination; empty for the default one.</param>
    /// <param name="id">The <see cref="RedoxInboxItem.Id"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The bytes as they came; <see langword="null"/> when there is no such message, or it has been handled.</returns>
    Task<ReadOnlyMemory<byte>?> ReadBodyAsync(string destination, long id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns parked messages to their places, with attempts and deaths reset and due at once. They do not overtake a message of their key that is being handled. Called by
    /// <see cref="RedoxInboxOperations"/> with at most <see cref="RedoxInboxOperations.MaxCount"/> IDs, so that nobody else waits long.
    /// </summary>
    /// <param name="destination">The name of the destination; empty for the default one.</param>
    /// <param name="ids">The <see cref="RedoxInboxItem.Id"/>s. Those of messages that are not parked have no effect.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The number of messages.</returns>
    Task<int> ReplayAsync(string destination, IReadOnlyList<long> ids, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes the bodies of parked messages, which are handled then, though not completed: their log IDs are remembered. Called by <see cref="RedoxInboxOperations"/>, and for
    /// <see cref="RedoxInboxOptions.MaxParkedAge"/>, with at most <see cref="RedoxInboxOperations.MaxCount"/> IDs, so that nobody else waits long.
    /// </summary>
    /// <param name="destination">The name of the destination; empty for the default one.</param>
    /// <param name="ids">The <see cref="RedoxInboxItem.Id"/>s. Those of messages that are not parked have no effect.</param>
    /// <param name="parkedBefore">
    /// Only those that were parked before this time: one that was replayed and parked again since it was listed is kept. <see langword="null"/> when the time does not matter.
    /// </param>
    /// <param name="handledAt">The time to keep as that of handling; see <see cref="ForgetAsync"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The number of messages.</returns>
    Task<int> DiscardAsync(
        string destination, IReadOnlyList<long> ids, DateTimeOffset? parkedBefore, DateTimeOffset handledAt, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes what is left of messages that were handled some time ago, those without a log ID, too. If one of them comes again, it is handled again. Called until nothing is left to forget, while other
    /// messages are stored and handled. The IDs of forgotten messages are never used again: a lease of one is lost.
    /// </summary>
    /// <param name="destination">The name of the destination; empty for the default one.</param>
    /// <param name="handledBefore">Messages that were handled before this time are forgotten.</param>
    /// <param name="count">At most so many, so that nobody else waits long.</param>
    /// <param name="cancellationToken">Cancelled when the application stops.</param>
    /// <returns>The number of forgotten messages.</returns>
    Task<int> ForgetAsync(string destination, DateTimeOffset handledBefore, int count, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps the latest of all times that were given for a destination. Times of handling advance while an application runs, from where the last one stopped: neither downtime nor setting the
    /// clock makes a log ID forgotten early.
    /// </summary>
    /// <param name="destination">The name of the destination; empty for the default one.</param>
    /// <param name="time">The time; <see cref="DateTimeOffset.MinValue"/> only asks.</param>
    /// <param name="cancellationToken">Cancelled when the application stops.</param>
    /// <returns>The latest time; <see cref="DateTimeOffset.MinValue"/> when none was ever given.</returns>
    Task<DateTimeOffset> KeepTimeAsync(string destination, DateTimeOffset time, CancellationToken cancellationToken = default);
}
