using Redox.Client.Models;
using Redox.Client.Telemetry;

namespace Redox.Client;

/// <summary>
/// Redox's acknowledgement of an event: received and accepted, not yet processed or delivered. (Redox: "SEND")
/// </summary>
public sealed record RedoxReceipt
{
    /// <summary>The <c>Meta</c> that Redox answered with.</summary>
    public required Meta Meta { get; init; }

    /// <summary>One log for each destination, in the order Redox gave them: those of <see cref="Meta"/>, each with its destination. (Redox: "Logs for data exchange")</summary>
    public IReadOnlyList<RedoxLog> Logs => [.. Meta.Logs.Select((log, index) => new RedoxLog
    {
        ID = log.ID,
        AttemptID = log.AttemptID,
        Destination = Meta.Logs.Count == Meta.Destinations.Count ? Meta.Destinations[index] : null,
    })];

    /// <summary>Log IDs only, those that are UUIDs.</summary>
    /// <returns>A short text without any patient data.</returns>
    public override string ToString() => $"{nameof(RedoxReceipt)} {{ Logs = [{string.Join(", ", Logs.Select(log => ClientTelemetry.LogIdToShow(log.ID)).OfType<string>())}] }}";
}

/// <summary>Redox's record of one transmission: what to quote when you ask Redox about a message.</summary>
public sealed record RedoxLog
{
    /// <summary>The ID of the log.</summary>
    public string? ID { get; init; }

    /// <summary>The ID of the attempt to deliver.</summary>
    public string? AttemptID { get; init; }

    /// <summary>
    /// The destination that the log belongs to; null when Redox returned another number of logs than of destinations.
    /// (That both come in the same order is assumed.)
    /// </summary>
    public SystemReference? Destination { get; init; }

    /// <summary>The log's ID only, if it is a UUID.</summary>
    /// <returns>A short text without any patient data.</returns>
    public override string ToString() => $"{nameof(RedoxLog)} {{ ID = {ClientTelemetry.LogIdToShow(ID)} }}";
}
