using System.Text;

namespace Redox.Client.Testing.Engine;

/// <summary>A response of the engine, independent of the transport that writes it.</summary>
/// <param name="Status">The HTTP status; 0 if there is no response.</param>
/// <param name="ContentType">The content type; empty to send none.</param>
/// <param name="Body">The bytes to send.</param>
internal sealed record FakeReply(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>The connection is closed instead of sending a response.</summary>
    public static readonly FakeReply Dropped = Empty(0) with { Ending = ReplyEnding.Dropped };

    /// <summary>The connection is reset instead of sending a response.</summary>
    public static readonly FakeReply Reset = Empty(0) with { Ending = ReplyEnding.Reset };

    /// <summary>There is no connection, and the client's own network reports this failure.</summary>
    public static FakeReply NotConnected(Func<Exception> failure) => Empty(0) with { Ending = ReplyEnding.NotConnected, ConnectFailure = failure };

    public Func<Exception>? ConnectFailure { get; private init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public ReplyEnding Ending { get; init; }

    /// <summary>Ends a <see cref="ReplyEnding.Stalled"/> body for which the client waits.</summary>
    public CancellationToken Stalling { get; init; }

    /// <summary>The <c>Content-Length</c> of an incomplete body.</summary>
    public int? PromisedLength { private get; init; }

    /// <summary><see langword="null"/> for responses that have none (RFC 9110, 8.6).</summary>
    public int? ContentLength => Status is 204 or 304 ? null : PromisedLength ?? Body.Length;

    [Follows(Ledger.ReplyJsonType)]
    public static FakeReply Json(int status, ReadOnlyMemory<byte> body) => new(status, "application/json; charset=utf-8", body);

    [Follows(Ledger.ReplyPlainText)]
    public static FakeReply Text(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public static FakeReply Empty(int status) => new(status, "", default);

    /// <summary>The first half of the body. Unless that is a complete body, <c>Content-Length</c> remains that of the whole.</summary>
    public FakeReply FirstHalf(ReplyEnding ending) => this with
    {
        Body = Body[..(Body.Length / 2)],
        Ending = ending,
        PromisedLength = ending == ReplyEnding.Complete ? null : Math.Max(Body.Length, 1),
    };
}
