using Microsoft.Extensions.Logging;
using Redox.Client.Errors;
using Redox.Client.Receiving.Inbox;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Storage;

namespace Redox.Client.Receiving;

/// <summary>
/// What an operator does with the inbox of one destination: count and list its messages, export one, replay or discard those that are parked. Thread-safe. In ASP.NET Core
/// <c>MapRedoxOperations</c> from the package Redox.Client.AspNetCore offers the same over HTTP.
/// </summary>
/// <remarks>
/// <para>
/// A keyed service under the name of the destination, empty for the default one, which is also registered without a key. <c>GetKeyedServices&lt;RedoxInboxOperations&gt;(KeyedService.AnyKey)</c>
/// returns those of all destinations. It works in processes that handle no messages, too.
/// </para>
/// <para>
/// Patient data is shown by <see cref="ExportAsync"/>, and by <see cref="RedoxInboxFailure.Text"/> where <see cref="RedoxInboxOptions.KeepFailureText"/> is set. Nothing else shows any.
/// </para>
/// </remarks>
public sealed class RedoxInboxOperations
{
    /// <summary>The most messages that <see cref="ListAsync"/> returns at once: 1,000.</summary>
    public const int MaxCount = 1000;

    // A body is in memory until it is written, and outputs may be slow. Those of all inboxes share the memory of the process.
    private static readonly SemaphoreSlim Exports = new(4);

    private readonly DestinationInbox _inbox;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal RedoxInboxOperations(DestinationInbox inbox, TimeProvider time, ILogger logger) => (_inbox, _time, _logger) = (inbox, time, logger);

    /// <summary>The name of the destination; empty for the default one.</summary>
    public string Destination => _inbox.Destination;

    /// <summary>Counts the messages.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The numbers.</returns>
    /// <exception cref="RedoxInboxUnavailableException">The inbox cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<RedoxInboxCounts> CountAsync(CancellationToken cancellationToken = default) => UseAsync(store => store.CountAsync(Destination, cancellationToken), cancellationToken);

    /// <summary>Lists messages by their <see cref="RedoxInboxItem.Id"/>, the oldest first, without their bodies.</summary>
    /// <param name="state">Only those in this state.</param>
    /// <param name="after">Only those with a higher ID: the last one of the previous page; 0 for the first page.</param>
    /// <param name="count">At most so many, from 1 to <see cref="MaxCount"/>. A shorter list is the last page.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The messages.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The state does not exist, <paramref name="after"/> is negative, or <paramref name="count"/> is out of range.</exception>
    /// <exception cref="RedoxInboxUnavailableException">The inbox cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<IReadOnlyList<RedoxInboxItem>> ListAsync(RedoxInboxItemState state, long after = 0, int count = 100, CancellationToken cancellationToken = default)
    {
        if (!Enum.IsDefined(state))
        {
            throw new ArgumentOutOfRangeException(nameof(state), state, "There is no such state.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxCount);
        return UseAsync(store => store.ListAsync(Destination, state, after, count, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Writes the body of a message that is waiting, running or parked, as it came: a health record, for whose safety the caller is responsible from then on. The body is in
    /// memory until the output has taken it, so the process exports four at a time, of all its inboxes; further calls wait.
    /// </summary>
    /// <param name="id">The <see cref="RedoxInboxItem.Id"/>.</param>
    /// <param name="output">Where to. Its own exceptions come out of this method.</param>
    /// <param name="cancellationToken">Stops waiting, reading and writing.</param>
    /// <returns>Whether there is such a message; if not, nothing is written.</returns>
    /// <exception cref="RedoxInboxUnavailableException">The inbox cannot be read, or the body cannot be unprotected. Nothing was written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<bool> ExportAsync(long id, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        await Exports.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ExportNowAsync(id, output, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Exports.Release();
        }
    }

    /// <summary>
    /// Returns parked messages to their places, with attempts and deaths reset and due at once. Each is handled again, and may be parked again. This process looks for them
    /// immediately, others within about a second. At most <see cref="MaxCount"/> at a time, each time in a transaction of its own: receiving and handling go on meanwhile.
    /// </summary>
    /// <param name="messages">Which of the parked messages.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The number of messages. A message that two callers replay at the same time is counted for one of them.</returns>
    /// <exception cref="RedoxInboxUnavailableException">The inbox cannot be read or written. What has been replayed by then is logged, and stays so: the next call goes on.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. What has been replayed by then is logged, and stays so.</exception>
    public Task<int> ReplayAsync(RedoxParkedMessages messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return UseAsync(
            store => ParkedBatches.ChangeAsync(
                _inbox,
                messages,
                async ids =>
                {
                    var count = await store.ReplayAsync(Destination, ids, cancellationToken).ConfigureAwait(false);
                    _inbox.Signal.Give();
                    return count;
                },
                count =>
                {
                    InboxMeter.Replayed(Destination, count);
                    _logger.MessagesReplayed(_inbox.Shown, count);
                },
                cancellationToken),
            cancellationToken);
    }

    /// <summary>
    /// Deletes the bodies of parked messages. They are not handled; their log IDs are remembered for <see cref="RedoxInboxOptions.Retention"/>. This cannot be undone. At most
    /// <see cref="MaxCount"/> at a time, each time in a transaction of its own: receiving and handling go on meanwhile.
    /// </summary>
    /// <param name="messages">Which of the parked messages.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The number of messages. A message that two callers discard at the same time is counted for one of them.</returns>
    /// <exception cref="RedoxInboxUnavailableException">The inbox cannot be read or written. What has been discarded by then is logged, and stays so: the next call goes on.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. What has been discarded by then is logged, and stays so.</exception>
    public Task<int> DiscardAsync(RedoxParkedMessages messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return UseAsync(
            async store =>
            {
                var handledAt = await HandledAtAsync(store, cancellationToken).ConfigureAwait(false);
                return await ParkedBatches.ChangeAsync(
                    _inbox,
                    messages,
                    ids => store.DiscardAsync(Destination, ids, messages.ParkedBefore, handledAt, cancellationToken),
                    count =>
                    {
                        InboxMeter.Discarded(Destination, count);
                        _logger.MessagesDiscarded(_inbox.Shown, count);
                    },
                    cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private async Task<bool> ExportNowAsync(long id, Stream output, CancellationToken cancellationToken)
    {
        if (await UseAsync(store => store.ReadBodyAsync(Destination, id, cancellationToken), cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return false;
        }

        var body = Unprotect(id, stored);
        _logger.BodyExported(_inbox.Shown, id);
        await output.WriteAsync(body, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private ReadOnlyMemory<byte> Unprotect(long id, ReadOnlyMemory<byte> stored)
    {
        try
        {
            return _inbox.Bodies.FromStore(stored);
        }
        catch (ProtectedBodyException exception)
        {
            throw new RedoxInboxUnavailableException(
                $"The body of message {id} of the inbox of the destination '{_inbox.Shown}' cannot be unprotected ({exception.Message}). Give this process the keys of the one that stored it, then try again.");
        }
    }

    // The inbox's own time was kept a while ago by the process that handles its messages. Rather too late than forgotten early.
    private async Task<DateTimeOffset> HandledAtAsync(IRedoxInbox store, CancellationToken cancellationToken)
    {
        var kept = await store.KeepTimeAsync(Destination, DateTimeOffset.MinValue, cancellationToken).ConfigureAwait(false);
        return kept == DateTimeOffset.MinValue ? _time.GetUtcNow() : kept + Retention.MaxInterval;
    }

    private async Task<T> UseAsync<T>(Func<IRedoxInbox, Task<T>> use, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await use(_inbox.Store).ConfigureAwait(false);
        }
        catch (Exception exception) when (!exception.IsCancelledBy(cancellationToken))
        {
            throw new RedoxInboxUnavailableException(
                $"The inbox of the destination '{_inbox.Shown}' could not be read or written ({StoreFailure.Describe(exception)}). Try again; if it fails again, look after its database.");
        }
    }
}
