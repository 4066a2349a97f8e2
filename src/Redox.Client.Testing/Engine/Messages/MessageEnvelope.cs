using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Messages;

/// <summary>A message as the exchange sees it: its members, and the routing data of <c>Meta</c>.</summary>
internal sealed class MessageEnvelope
{
    private const string SourceHeader = "Redox-Source-Id";

    /// <param name="message">The message.</param>
    /// <param name="source">The source that the request names; <see langword="null"/> if only the message does.</param>
    [Follows(Ledger.MessageSourceHeader, Ledger.MessageSourceHeaderFirst)]
    public MessageEnvelope(JsonElement message, string? source = null)
    {
        Message = message;
        var meta = message.Member("Meta");
        DataModel = meta.Text("DataModel");
        EventType = meta.Text("EventType");
        EventKey = $"{DataModel}.{EventType}".Replace(" ", "", StringComparison.Ordinal);
        SourceInHeader = source is { Length: > 0 } ? source : null;
        SourceInMeta = meta.Member("Source").Text("ID");
        Destinations = [.. meta.Member("Destinations").Items().Select(item => new MessageDestination(item.Text("ID"), item.Text("Name")))];
    }

    public JsonElement Message { get; }

    public string? DataModel { get; }

    public string? EventType { get; }

    /// <summary>The source of the message; <see langword="null"/> if it names none, which leaves the client's own.</summary>
    public string? SourceId => SourceInHeader ?? SourceInMeta;

    public string? SourceInHeader { get; }

    public string? SourceInMeta { get; }

    public IReadOnlyList<MessageDestination> Destinations { get; }

    /// <summary>Data model and event type in one word, ignoring spaces in names (<c>Clinical Summary</c>).</summary>
    public string EventKey { get; }

    /// <summary>The body of a request as a message; <see langword="null"/> when it is not one JSON object.</summary>
    public static MessageEnvelope? Of(FakeRequest request) => request.Parsed(body => Parse(body, request.First(SourceHeader)));

    /// <param name="body">One JSON object.</param>
    /// <param name="source">The source that the request names.</param>
    public static MessageEnvelope? Parse(ReadOnlyMemory<byte> body, string? source = null) => JsonReading.TryParseObject(body.Span, out var message) ? new(message, source) : null;
}

/// <summary>An element of <c>Meta.Destinations</c>.</summary>
internal sealed record MessageDestination(string? Id, string? Name);
