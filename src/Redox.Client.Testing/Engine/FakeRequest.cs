using Redox.Client.Testing.Engine.Messages;

namespace Redox.Client.Testing.Engine;

/// <summary>A request as the engine sees it, whichever transport brought it.</summary>
/// <param name="Method">The HTTP verb, in capitals.</param>
/// <param name="Path">The path without host and query, as it stands in the request line.</param>
/// <param name="Headers">All headers by name (without regard to case); several values are joined by commas.</param>
/// <param name="Body">The body's bytes as they came; empty without a body.</param>
internal sealed record FakeRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    // Read once, used by the journal and the endpoint.
    private readonly Lazy<MessageEnvelope?> _message = new(() => MessageEnvelope.Read(Body), LazyThreadSafetyMode.None);

    /// <summary>The body as a message; <see langword="null"/> when it is not one JSON object.</summary>
    public MessageEnvelope? Message => _message.Value;

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
