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
    private RedoxMessage? _response; // Made of the two when somebody asks: most receipts have nothing but Meta.

    /// <summary>Makes a receipt, for a test of an application.</summary>
    public RedoxReceipt()
    {
    }

    [SetsRequiredMembers]
    private RedoxReceipt(RedoxMessage whole, MessageDefinition? sent) => (Meta, _whole, _sent) = (whole.Meta, whole, sent);

    /// <summary>The <c>Meta</c> that Redox answered with.</summary>
    public required Meta Meta { get; init; }

    /// <summary>
    /// The whole response, read as the type of the event that was sent: cast it to that, e.g. <c>(PatientAdminNewPatient)receipt.Response</c>. Mostly it holds
    /// <see cref="Meta"/> alone; some destinations answer a write back with what they made of it, such as the identifier of a new patient (observed; where Redox
    /// passes it on is not documented). <see langword="null"/> only in a receipt that an application made without it. A copy with another <see cref="Meta"/> keeps the response as it is.
    /// </summary>
    /// <value>Read as tolerantly as any message (see <see cref="RedoxJson.Parse(string)"/>): a member in an odd form is kept.</value>
    public IRedoxMessage? Response
    {
        get => _response ??= _whole is null ? null : _sent is null ? _whole : PayloadReader.ReadAs(_sent, _whole);
        init => (_whole, _sent, _response) = (value?.Object, null, null);
    }

    /// <summary>Everything that stood beside <c>Meta</c> in the response, by name, as raw JSON. Empty when there was nothing; never null.</summary>
    public IReadOnlyDictionary<string, JsonElement> Members => _whole switch
    {
        null => WireExtras.NoUnknown,
        UnknownMessage unknown => unknown.AdditionalProperties,
        _ => RedoxJson.Parse<UnknownMessage>(RedoxJson.SerializeToUtf8Bytes(_whole)).AdditionalProperties,
    };

    /// <summary>One log for each destination, in the order Redox gave them: those of <see cref="Meta"/>, each with its destination. (Redox: "Logs for data exchange")</summary>
    public IReadOnlyList<RedoxLog> Logs => [.. Meta.Logs.Select((log, index) => new RedoxLog
    {
        ID = log.ID,
        AttemptID = log.AttemptID,
        Destination = Meta.Logs.Count == Meta.Destinations.Count ? Meta.Destinations[index] : null,
    })];

    /// <summary>Whether two receipts say the same: <see cref="Meta"/>, and what stood beside it.</summary>
    /// <param name="other">The other receipt.</param>
    /// <returns>Whether they do.</returns>
    public bool Equals(RedoxReceipt? other) => other is not null && Meta.Equals(other.Meta) && Equals(_whole, other._whole);

    /// <inheritdoc/>
    public override int GetHashCode() => Meta.GetHashCode();

    internal static RedoxReceipt Of(RedoxMessage response, MessageDefinition? sent) => new(response, sent);

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
