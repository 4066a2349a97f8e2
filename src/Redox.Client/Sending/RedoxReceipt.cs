using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Redox.Client.Models;
using Redox.Client.Serialization;
using Redox.Client.Telemetry;

namespace Redox.Client;

/// <summary>
/// Redox's acknowledgement of an event: received and accepted, not yet processed or delivered. (Redox: "SEND")
/// </summary>
public sealed record RedoxReceipt
{
    private readonly RedoxMessage? _whole;
    private readonly MessageDefinition? _sent;
    private RedoxMessage? _response; // Created from the two on demand: most receipts have only Meta.

    /// <summary>Creates a receipt, for tests of applications.</summary>
    public RedoxReceipt()
    {
    }

    [SetsRequiredMembers]
    private RedoxReceipt(RedoxMessage whole, MessageDefinition? sent) => (Meta, _whole, _sent) = (whole.Meta, whole, sent);

    /// <summary>The <c>Meta</c> of Redox's response.</summary>
    public required Meta Meta { get; init; }

    /// <summary>
    /// The whole response, read as the type of the event that was sent: cast it to that, e.g. <c>(PatientAdminNewPatient)receipt.Response</c>. Usually it contains
    /// only <see cref="Meta"/>; some destinations respond to a write back with its result, such as the identifier of a new patient (observed; when Redox
    /// passes it on is not documented). <see langword="null"/> only in a receipt that an application created without it. A copy with another <see cref="Meta"/> keeps the response as it is.
    /// </summary>
    /// <value>Read as tolerantly as any message (see <see cref="RedoxJson.Parse(string)"/>): a member in an odd form is kept.</value>
    public IRedoxMessage? Response
    {
        get => _response ??= _whole is null ? null : _sent is null ? _whole : PayloadReader.ReadAs(_sent, _whole);
        init => (_whole, _sent, _response) = (value?.AsMessage, null, null);
    }

    /// <summary>Everything besides <c>Meta</c> in the response, by name, as raw JSON. Empty when there was nothing; never null.</summary>
    public IReadOnlyDictionary<string, JsonElement> Members => _whole switch
    {
        null => WireExtras.NoUnknown,
        UnknownMessage unknown => unknown.AdditionalProperties,
        _ => RedoxJson.Parse<UnknownMessage>(RedoxJson.SerializeToUtf8Bytes(_whole)).AdditionalProperties,
    };

    /// <summary>One log for each destination, in Redox's order: those of <see cref="Meta"/>, each with its destination. (Redox: "Logs for data exchange")</summary>
    public IReadOnlyList<RedoxLogReference> Logs => [.. Meta.Logs.Select((log, index) => new RedoxLogReference
    {
        ID = log.ID,
        AttemptID = log.AttemptID,
        Destination = Meta.Logs.Count == Meta.Destinations.Count ? Meta.Destinations[index] : null,
    })];

    /// <summary>Whether two receipts are equal: <see cref="Meta"/>, and everything besides it.</summary>
    /// <param name="other">The other receipt.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(RedoxReceipt? other) => other is not null && Meta.Equals(other.Meta) && Equals(_whole, other._whole);

    /// <inheritdoc/>
    public override int GetHashCode() => Meta.GetHashCode();

    internal static RedoxReceipt Of(RedoxMessage response, MessageDefinition? sent) => new(response, sent);

    /// <summary>The log IDs only, as far as they are UUIDs.</summary>
    /// <returns>A short text without any patient data.</returns>
    public override string ToString() => $"{nameof(RedoxReceipt)} {{ Logs = [{string.Join(", ", Logs.Select(log => ClientTelemetry.LogIdToShow(log.ID)).OfType<string>())}] }}";
}

/// <summary>Redox's record of one transmission: quote it when you ask Redox about a message.</summary>
public sealed record RedoxLogReference
{
    /// <summary>The ID of the log.</summary>
    public string? ID { get; init; }

    /// <summary>The ID of the delivery attempt.</summary>
    public string? AttemptID { get; init; }

    /// <summary>
    /// The destination that the log belongs to; null when the numbers of logs and destinations differ.
    /// (That both come in the same order is assumed.)
    /// </summary>
    public SystemReference? Destination { get; init; }

    /// <summary>Only the log's ID, if it is a UUID.</summary>
    /// <returns>A short text without any patient data.</returns>
    public override string ToString() => $"{nameof(RedoxLogReference)} {{ ID = {ClientTelemetry.LogIdToShow(ID)} }}";
}
