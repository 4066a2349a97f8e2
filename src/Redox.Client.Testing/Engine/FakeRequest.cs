namespace Redox.Client.Testing.Engine;

/// <summary>A request as the engine sees it, independent of the transport.</summary>
/// <param name="method">The HTTP verb, in capitals.</param>
/// <param name="path">The path without host and query, as in the request line.</param>
/// <param name="headers">All headers by name (case-insensitive); several values are joined by commas.</param>
/// <param name="body">The body.</param>
internal sealed class FakeRequest(string method, string path, IReadOnlyDictionary<string, string> headers, LimitedBody body)
{
    private object? _parsed;

    public string Method => method;

    public string Path => path;

    public IReadOnlyDictionary<string, string> Headers => headers;

    /// <summary>The bytes of the body as received; empty if there is no body or it is too large.</summary>
    public byte[] Body => body.Bytes;

    /// <summary>The body's length, even if it was too large to be kept.</summary>
    public long BodyLength => body.Length;

    public bool IsTooLarge => body.IsTooLarge;

    /// <summary>The content type without its parameters.</summary>
    public string? MediaType => Header("Content-Type")?.Split(';')[0].Trim();

    public string? Header(string name) => headers.GetValueOrDefault(name);

    /// <summary>The body in the form that its endpoint reads. It is parsed once, although several ask: the directory of tenants, the journal, the faults, the endpoint.</summary>
    /// <param name="parse">Parses the body; <see langword="null"/> when it is something else.</param>
    public T? Parsed<T>(Func<byte[], T?> parse)
        where T : class
    {
        if (_parsed is not Result<T> result)
        {
            _parsed = result = new(parse(Body));
        }

        return result.Value;
    }

    private sealed record Result<T>(T? Value);
}
