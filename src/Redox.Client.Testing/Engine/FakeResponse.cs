using System.Text;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine;

/// <summary>A response of the engine, independent of the transport that writes it.</summary>
/// <param name="Status">The HTTP status; 0 if there is no response.</param>
/// <param name="ContentType">The content type; empty to send none.</param>
/// <param name="Body">The bytes to send.</param>
internal sealed record FakeResponse(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>The connection is closed instead of sending a response.</summary>
    public static readonly FakeResponse Dropped = Empty(0) with { Ending = ResponseEnding.Dropped };

    /// <summary>The connection is reset instead of sending a response.</summary>
    public static readonly FakeResponse Reset = Empty(0) with { Ending = ResponseEnding.Reset };

    /// <summary>There is no connection, and the client's own network reports this failure.</summary>
    public static FakeResponse NotConnected(Func<Exception> failure) => Empty(0) with { Ending = ResponseEnding.NotConnected, ConnectFailure = failure };

    public Func<Exception>? ConnectFailure { get; private init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public ResponseEnding Ending { get; init; }

    /// <summary>Ends a <see cref="ResponseEnding.Stalled"/> body for which the client waits.</summary>
    public CancellationToken Stalling { get; init; }

    /// <summary>The <c>Content-Length</c> of an incomplete body.</summary>
    public int? PromisedLength { private get; init; }

    /// <summary>Whether it may be compressed for clients that accept that. What a fault sends or spoils is sent as it is.</summary>
    public bool IsCompressible { get; init; }

    /// <summary>The body is sent in chunks, without its length.</summary>
    public bool IsChunked { private get; init; }

    /// <summary>The connection ends with the response, because the request was not read to its end.</summary>
    public bool IsLast { get; init; }

    /// <summary><see langword="null"/> for responses that have none (RFC 9110, 8.6).</summary>
    public int? ContentLength => IsChunked || Status is 204 or 304 ? null : PromisedLength ?? Body.Length;

    [Follows(Ledger.ReplyJsonType)]
    public static FakeResponse Json(int status, ReadOnlyMemory<byte> body) => new(status, "application/json; charset=utf-8", body);

    [Follows(Ledger.ReplyPlainText)]
    public static FakeResponse Text(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public static FakeResponse Empty(int status) => new(status, "", default);

    /// <summary>The response to <c>HEAD</c>: all of its headers, and no body.</summary>
    public FakeResponse WithoutBody() => this with { Body = default, PromisedLength = ContentLength, IsCompressible = false };

    /// <summary>The first half of the body. Unless that is a complete body, <c>Content-Length</c> remains that of the whole.</summary>
    public FakeResponse FirstHalf(ResponseEnding ending) => this with
    {
        Body = Body[..(Body.Length / 2)],
        Ending = ending,
        PromisedLength = ending == ResponseEnding.Complete ? null : Math.Max(Body.Length, 1),
    };
}
