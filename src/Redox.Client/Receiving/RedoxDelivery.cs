using Redox.Client.Models;

namespace Redox.Client.Receiving;

/// <summary>How one message came in: beside the message, what a handler may want to know.</summary>
public sealed class RedoxDelivery
{
    private readonly IReadOnlyList<LogReference> _logs;

    internal RedoxDelivery(string destination, DateTimeOffset receivedAt, ReadOnlyMemory<byte> body, IReadOnlyList<LogReference> logs, IReadOnlyList<ReadIssue> issues) =>
        (Destination, ReceivedAt, Body, _logs, Issues) = (destination, receivedAt, body, logs, issues);

    /// <summary>The name of the destination as it was registered; empty for the default destination.</summary>
    public string Destination { get; }

    /// <summary>When the request had arrived completely. Order by this: log IDs have no order. (Redox: "Asynchronous and synchronous messages")</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>
    /// The ID of Redox's log of this message and destination: the same when the message is delivered again. <see langword="null"/> when the message names none.
    /// </summary>
    public string? LogId => _logs.Select(log => log.ID).FirstOrDefault(id => !string.IsNullOrEmpty(id));

    /// <summary>The IDs of all logs that the message names; Redox writes one for each destination.</summary>
    public IReadOnlyList<string> LogIds => [.. _logs.Select(log => log.ID).OfType<string>()];

    /// <summary>The ID of this attempt to deliver the message; another one for each attempt.</summary>
    public string? AttemptId => _logs.Select(log => log.AttemptID).FirstOrDefault(id => !string.IsNullOrEmpty(id));

    /// <summary>What was unusual about the JSON, with paths and without values; nothing was lost by it.</summary>
    public IReadOnlyList<ReadIssue> Issues { get; }

    /// <summary>The bytes as they came. They are used again for other messages: copy them if you need them after the handler has returned.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Until when an answer is of use to the requester; <see langword="null"/> for everything but queries.</summary>
    public DateTimeOffset? Deadline { get; internal set; }

    /// <summary>The type's name only: log IDs aside, everything here is of the message.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedoxDelivery);
}
