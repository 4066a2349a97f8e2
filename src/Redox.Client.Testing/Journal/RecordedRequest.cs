using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Redox.Client.Serialization;
using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing;

/// <summary>A request that reached the fake. The entry exists from the moment the request arrives and is completed with the reply.</summary>
public sealed class RecordedRequest
{
    /// <summary>A body above this many bytes (256 KB) is not kept; its length and its hash are.</summary>
    public const int LargestBodyKept = 256 * 1024;

    private const int NoReply = -1;
    private const int Aborted = -2;

    private readonly Lazy<JsonElement> _json;
    private ImmutableArray<RequestProblem> _problems = [];
    private int _status;

    internal RecordedRequest(long number, FakeRequest request, DateTimeOffset receivedAt)
    {
        Number = number;
        ReceivedAt = receivedAt;
        Method = request.Method;
        Path = request.Path;
        Headers = request.Headers;
        BodyLength = (int)Math.Min(request.BodyLength, int.MaxValue);
        Body = request.Body.Length <= LargestBodyKept ? request.Body : [];
        BodyHash = request.Body.Length <= LargestBodyKept ? null : Convert.ToHexStringLower(SHA256.HashData(request.Body));
        _json = new(() => JsonReading.TryParseObject(Body.Span, out var json) ? json : default);
    }

    /// <summary>Position in the order of arrival, counted from 1.</summary>
    public long Number { get; }

    /// <summary>When the request arrived, on the fake's clock.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>The HTTP verb.</summary>
    public string Method { get; }

    /// <summary>The path, such as <c>/endpoint</c>.</summary>
    public string Path { get; }

    /// <summary>The headers as they came; names without regard to case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body's bytes as they came. Empty when the body was larger than <see cref="LargestBodyKept"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The body's length in bytes, also when the body is not kept.</summary>
    public int BodyLength { get; }

    /// <summary>
    /// SHA-256 of a body that was too large to keep, in lower-case hexadecimal digits; otherwise, and for a body beyond
    /// <see cref="RedoxFakeOptions.MaxMessageSize"/>, <see langword="null"/>.
    /// </summary>
    public string? BodyHash { get; }

    /// <summary>
    /// The body as raw JSON. <see cref="JsonElement.ValueKind"/> is <see cref="JsonValueKind.Undefined"/> when the body is no JSON object
    /// (a token request is a form) or was not kept.
    /// </summary>
    public JsonElement Json => _json.Value;

    /// <summary>The data model of a message, as <c>Meta.DataModel</c> names it; otherwise <see langword="null"/>.</summary>
    public string? DataModel { get; internal set; }

    /// <summary>The event type of a message, as <c>Meta.EventType</c> names it; otherwise <see langword="null"/>.</summary>
    public string? EventType { get; internal set; }

    /// <summary>Whether the fake took the request: it issued the token, acknowledged the event or answered the query.</summary>
    public bool Accepted { get; internal set; }

    /// <summary>The HTTP status of the reply; <see langword="null"/> until there is one, and when there is none (a dropped connection).</summary>
    public int? Status => Volatile.Read(ref _status) is var status and > 0 ? status : null;

    /// <summary>The scripted fault that this request met, in words: <c>429 Too Many Requests, Retry-After 7 s</c>; otherwise <see langword="null"/>.</summary>
    public string? Fault { get; internal set; }

    /// <summary>Whether the client gave up, or the fake stopped, while a fault held the reply back. What the fake took before that stays taken.</summary>
    public bool ClientAborted => Volatile.Read(ref _status) == Aborted;

    /// <summary>Everything that is wrong with the request; empty when nothing is.</summary>
    public IReadOnlyList<RequestProblem> Problems => _problems;

    /// <summary>The text, number or other plain value at a place in the body, as text; <see langword="null"/> when there is none.</summary>
    /// <param name="path">Names with dots and positions: <c>Patient.Identifiers[0].ID</c>.</param>
    public string? At(string path) => Json.At(path);

    /// <summary>One line of the timeline: number, time, what was asked, status, problems. Never a body.</summary>
    public override string ToString()
    {
        var time = ReceivedAt.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var what = EventType is null ? "" : $" {DataModel}.{EventType}";
        var status = Volatile.Read(ref _status) switch
        {
            Aborted => "the client gave up",
            NoReply => "no reply",
            0 => "no reply yet",
            var code => code.ToString(CultureInfo.InvariantCulture),
        };
        var fault = Fault is null ? "" : $" [fault: {Fault}]";
        var problems = string.Concat(Problems.Select(problem => $"{Environment.NewLine}    {problem}"));
        return $"#{Number} {time} {Method} {Path}{what} ({BodyLength} bytes): {status}{fault}{problems}";
    }

    internal TMessage Read<TMessage>()
        where TMessage : RedoxMessage, IWireReadable<TMessage> =>
        BodyHash is null
            ? RedoxJson.Parse<TMessage>(Body.Span)
            : throw new InvalidOperationException($"The body of request #{Number} was not kept: it has {BodyLength} bytes, and {LargestBodyKept} are kept at most.");

    internal void Report(RequestProblemKind kind, string text) =>
        ImmutableInterlocked.Update(ref _problems, static (problems, problem) => problems.Add(problem), new RequestProblem(kind, text));

    internal void Complete(int status) => Volatile.Write(ref _status, status == 0 ? NoReply : status);

    internal void Abort() => Volatile.Write(ref _status, Aborted);
}
