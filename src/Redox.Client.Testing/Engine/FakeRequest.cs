using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine;

/// <summary>A request as the engine sees it, independent of the transport.</summary>
/// <param name="method">The HTTP verb, in capitals.</param>
/// <param name="path">The path without host and query, as in the request line.</param>
/// <param name="headers">All headers by name (case-insensitive); several values are joined by commas.</param>
/// <param name="received">The body as received.</param>
internal sealed class FakeRequest(string method, string path, IReadOnlyDictionary<string, string> headers, LimitedBody received)
{
    private readonly RequestBody _body = ContentDecoding.Decode(received, headers.GetValueOrDefault("Content-Encoding"));
    private object? _parsed;

    public string Method => method;

    public string Path => path;

    public IReadOnlyDictionary<string, string> Headers => headers;

    /// <summary>The body, decompressed.</summary>
    public RequestBody Content => _body;

    /// <summary>The bytes of the body, decompressed; empty if there is no body or it is too large.</summary>
    public byte[] Body => _body.Bytes;

    /// <summary>Whether its body was refused unread.</summary>
    public bool IsUnread => received.IsAnnouncedTooLarge;

    /// <summary>The content type without its parameters.</summary>
    public string? MediaType => First("Content-Type")?.Split(';')[0].Trim();

    /// <summary>Whether whatever gets the response would decompress it at once, so that it need not be compressed.</summary>
    public bool WantsPlainResponse { get; init; }

    public string? Header(string name) => headers.GetValueOrDefault(name);

    /// <summary>The value of a header that counts if there are several: of those that are sent once, Node.js ignores all but the first.</summary>
    [Follows(Ledger.RequestHeaderTwice)]
    public string? First(string name) => Header(name)?.Split(',')[0].Trim();

    /// <summary>The body in the form that its endpoint reads. It is parsed once, although several ask: the directory of tenants, the journal, the faults, the endpoint.</summary>
    /// <param name="parse">Parses the body, without a byte order mark; <see langword="null"/> when it is something else.</param>
    public T? Parsed<T>(Func<ReadOnlyMemory<byte>, T?> parse)
        where T : class
    {
        if (_parsed is not Result<T> result)
        {
            _parsed = result = new(parse(ByteOrderMark.Skip(Body)));
        }

        return result.Value;
    }

    private sealed record Result<T>(T? Value);
}
