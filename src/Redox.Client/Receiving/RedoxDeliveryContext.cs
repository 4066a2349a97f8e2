using Redox.Client.Models;

namespace Redox.Client.Receiving;

/// <summary>
/// How one message came in: beside the message, what a handler may want to know. A unit test of a handler makes one with what the handler looks at:
/// <c>new RedoxDeliveryContext { Logs = [new() { ID = "..." }] }</c>.
/// </summary>
public sealed class RedoxDeliveryContext
{
    private DateTimeOffset? _deadline;

    /// <summary>Makes a delivery for a test of a handler. Each property may be set; none need be.</summary>
    public RedoxDeliveryContext()
    {
    }

    internal RedoxDeliveryContext(string destination, DateTimeOffset receivedAt, ReadOnlyMemory<byte> body, IReadOnlyList<LogReference> logs, IReadOnlyList<ReadIssue> issues) =>
        (Destination, ReceivedAt, Body, Logs, Issues) = (destination, receivedAt, body, logs, issues);

    /// <summary>The name of the destination as it was registered; empty for the default destination.</summary>
    public string Destination { get; init; } = "";

    /// <summary>When the request had arrived completely. Order by this: log IDs have no order. (Redox: "Asynchronous and synchronous messages")</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Redox's logs of the message, one for each destination, as its <c>Meta.Logs</c> names them. Default: none.</summary>
    public IReadOnlyList<LogReference> Logs { get; init; } = [];

    /// <summary>
    /// The ID of Redox's log of this message and destination: the same when the message is delivered again. <see langword="null"/> when the message names none.
    /// One that is blank, or was not read exactly (it holds U+FFFD, for which half a surrogate pair is read), tells no message from another and counts as none.
    /// </summary>
    public string? LogId => Logs.Select(log => log.ID).FirstOrDefault(id => !string.IsNullOrWhiteSpace(id) && !id.Contains('\ufffd', StringComparison.Ordinal));

    /// <summary>The IDs of all logs that the message names; Redox writes one for each destination.</summary>
    public IReadOnlyList<string> LogIds => [.. Logs.Select(log => log.ID).OfType<string>()];

    /// <summary>The ID of this attempt to deliver the message; another one for each attempt.</summary>
    public string? AttemptId => Logs.Select(log => log.AttemptID).FirstOrDefault(id => !string.IsNullOrEmpty(id));

    /// <summary>What was unusual about the JSON, with paths and without values; nothing was lost by it.</summary>
    public IReadOnlyList<ReadIssue> Issues { get; init; } = [];

    /// <summary>The bytes as they came. They are used again for other messages: copy them if you need them after the handler has returned.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Until when an answer is of use to the requester; <see langword="null"/> for everything but queries.</summary>
    public DateTimeOffset? Deadline
    {
        get => _deadline;
        init => _deadline = value;
    }

    internal void AnswerBy(DateTimeOffset deadline) => _deadline = deadline;

    /// <summary>The type's name only: log IDs aside, everything here is of the message.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedoxDeliveryContext);
}
