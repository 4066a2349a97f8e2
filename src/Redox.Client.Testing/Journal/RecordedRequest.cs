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
        BodyLength = request.Body.Length;
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

    /// <summary>SHA-256 of a body that was too large to keep, in lower-case hexadecimal digits; otherwise <see langword="null"/>.</summary>
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

    /// <summary>The HTTP status of the reply; <see langword="null"/> until there is one.</summary>
    public int? Status => Volatile.Read(ref _status) is var status and not 0 ? status : null;

    /// <summary>Everything that is wrong with the request; empty when nothing is.</summary>
    public IReadOnlyList<RequestProblem> Problems => _problems;

    /// <summary>One line of the timeline: number, time, what was asked, status, problems. Never a body.</summary>
    public override string ToString()
    {
        var time = ReceivedAt.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var what = EventType is null ? "" : $" {DataModel}.{EventType}";
        var status = Status is { } code ? code.ToString(CultureInfo.InvariantCulture) : "no reply yet";
        var problems = string.Concat(Problems.Select(problem => $"{Environment.NewLine}    {problem}"));
        return $"#{Number} {time} {Method} {Path}{what} ({BodyLength} bytes): {status}{problems}";
    }

    internal TMessage Read<TMessage>()
        where TMessage : RedoxMessage, IWireReadable<TMessage> =>
        BodyHash is null
            ? RedoxJson.Parse<TMessage>(Body.Span)
            : throw new InvalidOperationException($"The body of request #{Number} was not kept: it has {BodyLength} bytes, and {LargestBodyKept} are kept at most.");

    internal void Report(RequestProblemKind kind, string text) =>
        ImmutableInterlocked.Update(ref _problems, static (problems, problem) => problems.Add(problem), new RequestProblem(kind, text));

    internal void Complete(int status) => Volatile.Write(ref _status, status);
}
