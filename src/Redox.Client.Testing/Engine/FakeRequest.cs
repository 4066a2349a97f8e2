using Redox.Client.Testing.Engine.Messages;

namespace Redox.Client.Testing.Engine;

/// <summary>A request as the engine sees it, independent of the transport.</summary>
/// <param name="method">The HTTP verb, in capitals.</param>
/// <param name="path">The path without host and query, as in the request line.</param>
/// <param name="headers">All headers by name (case-insensitive); several values are joined by commas.</param>
/// <param name="body">The body.</param>
internal sealed class FakeRequest(string method, string path, IReadOnlyDictionary<string, string> headers, ReceivedBody body)
{
    // Parsed once for the journal, the faults and the endpoint.
    private readonly Lazy<MessageEnvelope?> _message = new(() => MessageEnvelope.Read(body.Bytes), LazyThreadSafetyMode.None);

    public string Method => method;

    public string Path => path;

    public IReadOnlyDictionary<string, string> Headers => headers;

    /// <summary>The bytes of the body as received; empty if there is no body or it is too large.</summary>
    public byte[] Body => body.Bytes;

    /// <summary>The body's length, even if it was too large to be kept.</summary>
    public long BodyLength => body.Length;

    public bool IsTooLarge => body.IsTooLarge;

    /// <summary>The body as a message; <see langword="null"/> when it is not one JSON object.</summary>
    public MessageEnvelope? Message => _message.Value;

    /// <summary>The content type without its parameters.</summary>
    public string? MediaType => Header("Content-Type")?.Split(';')[0].Trim();

    public string? Header(string name) => headers.GetValueOrDefault(name);
}
