using System.Data.Common;
using Redox.Client.Models;

namespace Redox.Client.Receiving;

/// <summary>
/// The circumstances of one delivery, which a handler may need besides the message. A unit test of a handler creates one with what the handler uses:
/// <c>new RedoxDeliveryContext { Logs = [new() { ID = "..." }] }</c>.
/// </summary>
public sealed class RedoxDeliveryContext
{
    private readonly bool _isReal;
    private DateTimeOffset? _deadline;
    private HandlerTransaction? _transaction;

    /// <summary>Creates a delivery for a test of a handler. All properties are optional.</summary>
    public RedoxDeliveryContext()
    {
    }

    internal RedoxDeliveryContext(string destination, DateTimeOffset receivedAt, ReadOnlyMemory<byte> body, IReadOnlyList<LogReference> logs, IReadOnlyList<ReadIssue> issues) =>
        (_isReal, Destination, ReceivedAt, Body, Logs, Issues) = (true, destination, receivedAt, body, logs, issues);

    /// <summary>
    /// Completes the message as part of a transaction: what the handler has written in it and that the message is handled are committed together, or neither is. So the handler has an
    /// effect exactly once, whatever dies when. The transaction must be one of the database of the inbox (<c>UsePostgreSqlInbox</c>, <c>UseSqliteInbox</c>). Call this last, then commit, then return. If the
    /// message is not completed when the handler returns, the attempt has failed. In a context that was made for a test, this does nothing.
    /// </summary>
    /// <param name="transaction">An open transaction; with EF Core <c>db.Database.CurrentTransaction!.GetDbTransaction()</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task that completes when this is part of the transaction.</returns>
    /// <exception cref="RedoxLeaseLostException">Another process has taken over the message: roll back.</exception>
    /// <exception cref="ArgumentException">The transaction is that of another database, or has ended.</exception>
    /// <exception cref="InvalidOperationException">The message does not come from an inbox, or its inbox is not in a database of the application's.</exception>
    public Task CompleteWithAsync(DbTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return _transaction is { } own ? own.CompleteAsync(transaction, cancellationToken)
            : !_isReal ? Task.CompletedTask
            : throw new InvalidOperationException(
                "CompleteWithAsync: the message does not come from an inbox, so there is nothing to complete. Give its destination one (UsePostgreSqlInbox, UseSqliteInbox), or return without calling CompleteWithAsync.");
    }

    /// <summary>The registered name of the destination; empty for the default destination.</summary>
    public string Destination { get; init; } = "";

    /// <summary>When the request had arrived completely. Order by this: log IDs have no order. (Redox: "Asynchronous and synchronous messages")</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Redox's logs of the message, one for each destination, as its <c>Meta.Logs</c> names them. Default: none.</summary>
    public IReadOnlyList<LogReference> Logs { get; init; } = [];

    /// <summary>
    /// The ID of Redox's log of this message and destination: the same when the message is delivered again. <see langword="null"/> when the message names none.
    /// A blank ID, or one that was not read exactly (it contains U+FFFD, which replaces an unpaired surrogate), does not identify a message and counts as missing.
    /// </summary>
    public string? LogId => Logs.Select(log => log.ID).FirstOrDefault(id => !string.IsNullOrWhiteSpace(id) && !id.Contains('\ufffd', StringComparison.Ordinal));

    /// <summary>The IDs of all logs that the message names; Redox writes one for each destination.</summary>
    public IReadOnlyList<string> LogIds => [.. Logs.Select(log => log.ID).OfType<string>()];

    /// <summary>The ID of this delivery attempt; different for each attempt.</summary>
    public string? AttemptId => Logs.Select(log => log.AttemptID).FirstOrDefault(id => !string.IsNullOrEmpty(id));

    /// <summary>Irregularities of the JSON, with paths and without values; nothing was lost.</summary>
    public IReadOnlyList<ReadIssue> Issues { get; init; } = [];

    /// <summary>The bytes as they came. They are reused for other messages: copy them if you need them after the handler has returned.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Until when a response is useful to the requester; <see langword="null"/> except for queries.</summary>
    public DateTimeOffset? Deadline
    {
        get => _deadline;
        init => _deadline = value;
    }

    internal void CompletedBy(HandlerTransaction transaction) => _transaction = transaction;

    internal void AnswerBy(DateTimeOffset deadline) => _deadline = deadline;

    /// <summary>The type's name only: apart from log IDs, everything here comes from the message.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedoxDeliveryContext);
}
