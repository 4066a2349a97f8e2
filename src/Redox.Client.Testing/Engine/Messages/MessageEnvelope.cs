using System.Text.Json;

namespace Redox.Client.Testing.Engine.Messages;

/// <summary>A message as the exchange sees it: its members, and the routing data of <c>Meta</c>.</summary>
internal sealed class MessageEnvelope
{
    public MessageEnvelope(JsonElement message)
    {
        Message = message;
        var meta = message.Member("Meta");
        DataModel = meta.Text("DataModel");
        EventType = meta.Text("EventType");
        EventKey = $"{DataModel}.{EventType}".Replace(" ", "", StringComparison.Ordinal);
        SourceId = meta.Member("Source").Text("ID");
        Destinations = [.. meta.Member("Destinations").Items().Select(item => new MessageDestination(item.Text("ID"), item.Text("Name")))];
    }

    public JsonElement Message { get; }

    public string? DataModel { get; }

    public string? EventType { get; }

    public string? SourceId { get; }

    public IReadOnlyList<MessageDestination> Destinations { get; }

    /// <summary>Data model and event type in one word, ignoring spaces in names (<c>Clinical Summary</c>).</summary>
    public string EventKey { get; }

    /// <summary>The body of a request as a message; <see langword="null"/> when it is not one JSON object.</summary>
    public static MessageEnvelope? Of(FakeRequest request) => request.Parsed(Parse);

    public static MessageEnvelope? Parse(byte[] body) => JsonReading.TryParseObject(body, out var message) ? new(message) : null;
}

/// <summary>An element of <c>Meta.Destinations</c>.</summary>
internal sealed record MessageDestination(string? Id, string? Name);
