using System.Globalization;
using System.Text;
using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Pushes;

/// <summary>The content of a delivery: a message, whose <c>Meta</c> the exchange completes, or raw bytes.</summary>
internal sealed class PushedContent
{
    private static readonly string[] Completed = ["EventDateTime", "Source", "Destinations"];

    // Null for raw bytes.
    private readonly JsonElement? _message;
    private readonly ReadOnlyMemory<byte> _bytes;

    private PushedContent(ReadOnlyMemory<byte> bytes, JsonElement? message, string contentType)
    {
        (_bytes, _message, ContentType) = (bytes, message, contentType);
        var meta = message?.Member("Meta") ?? default;
        (DataModel, EventType) = (meta.Text("DataModel"), meta.Text("EventType"));
    }

    public string? DataModel { get; }

    public string? EventType { get; }

    public string ContentType { get; }

    public int Length => _bytes.Length;

    /// <summary>Content of raw bytes.</summary>
    public static PushedContent Of(ReadOnlyMemory<byte> bytes, string contentType) => new(bytes.ToArray(), null, contentType);

    public static PushedContent Of(IRedoxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Read(PlainJson.Of(RedoxJson.SerializeToUtf8Bytes(message)).ToArray()) ?? throw new ArgumentException("The message is not one JSON object.", nameof(message));
    }

    public static PushedContent Of(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Read(Encoding.UTF8.GetBytes(json))
            ?? throw new ArgumentException("The text is not one JSON object, or its Meta is not an object. Send anything else with SendBytesAsync or EnqueueBytes.", nameof(json));
    }

    /// <summary>The body of one attempt.</summary>
    [Follows(Ledger.PushMeta, Ledger.PushMetaKept)]
    public ReadOnlyMemory<byte> Compose(PushDelivery delivery, string attemptId)
    {
        if (_message is not { } message)
        {
            return _bytes;
        }

        var whole = new RawObject().Add("Meta"u8, Meta(message.Member("Meta"), delivery, attemptId));
        foreach (var member in Members(message).Where(member => !Is(member, "Meta")))
        {
            whole.Add(member);
        }

        return whole.ToArray();
    }

    private static PushedContent? Read(byte[] utf8Json) =>
        JsonReading.TryParseObject(utf8Json, out var message) && message.Member("Meta").ValueKind is JsonValueKind.Object or JsonValueKind.Undefined
            ? new(utf8Json, message, "application/json")
            : null;

    private static byte[] Meta(JsonElement given, PushDelivery delivery, string attemptId)
    {
        var meta = new RawObject();
        foreach (var member in Members(given).Where(member => !IsFilled(given, member)))
        {
            meta.Add(member);
        }

        var destination = delivery.Destination;
        AddMissing("EventDateTime", Text(delivery.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
        AddMissing("Source", Named(RedoxPush.SourceId, RedoxPush.SourceName));
        AddMissing("Destinations", [(byte)'[', .. Named(destination.Id, destination.Name), (byte)']']);
        meta.Add("Logs"u8, [(byte)'[', .. new RawObject().Add("ID"u8, delivery.LogId).Add("AttemptID"u8, attemptId).ToArray(), (byte)']']);
        return meta.ToArray();

        void AddMissing(string name, byte[] value)
        {
            if (IsMissing(given.Member(name)))
            {
                meta.Add(Encoding.UTF8.GetBytes(name), value);
            }
        }
    }

    /// <summary>Whether the exchange writes the member, regardless of the given value.</summary>
    private static bool IsFilled(JsonElement given, JsonProperty member) =>
        Is(member, "Logs") || (Completed.FirstOrDefault(name => Is(member, name)) is { } name && IsMissing(given.Member(name)));

    private static bool Is(JsonProperty member, string name)
    {
        try
        {
            return member.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair never matches.
            return false;
        }
    }

    private static bool IsMissing(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);

    private static byte[] Named(string id, string name) => new RawObject().Add("ID"u8, id).Add("Name"u8, name).ToArray();

    private static byte[] Text(string text) => PlainJson.OfText(text).ToArray();

    private static IEnumerable<JsonProperty> Members(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : Enumerable.Empty<JsonProperty>();
}
