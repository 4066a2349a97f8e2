using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Redox.Client.Serialization;
using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Fidelity;
using Redox.Client.Testing.Snapshots;

namespace Redox.Client.Testing;

/// <summary>A request that reached the fake. The entry exists from the moment the request arrives and is completed with the response.</summary>
public sealed class RecordedRequest
{
    private const int Open = 0;
    private const int NoResponse = -1;
    private const int Aborted = -2;

    private readonly RedoxRequests _journal;
    private readonly Lazy<JsonElement> _json;
    private ImmutableArray<RequestProblem> _problems = [];
    private ImmutableArray<Ledger> _behaviours = [];
    private int _ending = Open;

    internal RecordedRequest(RedoxRequests journal, FakeRequest request)
    {
        _journal = journal;
        ReceivedAt = journal.Clock.GetUtcNow();
        Method = request.Method;
        Path = request.Path;
        Headers = request.Headers;
        BodyLength = (int)Math.Min(request.BodyLength, int.MaxValue);
        var isKept = request.Body.Length <= journal.MaxRecordedBodySize;
        Body = isKept ? request.Body : [];
        BodyHash = isKept ? null : Convert.ToHexStringLower(SHA256.HashData(request.Body));
        if (request.Path is Routes.Endpoint or Routes.Query)
        {
            // At once, so that the journal names the message even if it gets no further.
            (DataModel, EventType) = (request.Message?.DataModel, request.Message?.EventType);
        }

        _json = new(() => JsonReading.TryParseObject(Body.Span, out var json) ? json : default);
    }

    /// <summary>Position in the order of arrival, counted from 1.</summary>
    public long Number { get; internal set; }

    /// <summary>When the request arrived, on the fake's clock.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>When the response was ready, or the client gave up, on the fake's clock; <see langword="null"/> until then.</summary>
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>The progress of the request.</summary>
    public RequestState State => Volatile.Read(ref _ending) switch
    {
        Open => RequestState.Received,
        Aborted => RequestState.ClientAborted,
        _ => Fault is null ? RequestState.Replied : RequestState.Faulted,
    };

    /// <summary>The HTTP verb.</summary>
    public string Method { get; }

    /// <summary>The path, such as <c>/endpoint</c>.</summary>
    public string Path { get; }

    /// <summary>The headers as received; names are not case-sensitive.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The bytes of the body as received. Empty when the body was larger than <see cref="RedoxFakeOptions.MaxRecordedBodySize"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The body's length in bytes, even if the body is not kept.</summary>
    public int BodyLength { get; }

    /// <summary>
    /// SHA-256 of a body that was too large to keep, in lower-case hexadecimal digits; otherwise, and for a body beyond
    /// <see cref="RedoxFakeOptions.MaxMessageSize"/>, <see langword="null"/>.
    /// </summary>
    public string? BodyHash { get; }

    /// <summary>
    /// The body as raw JSON. <see cref="JsonElement.ValueKind"/> is <see cref="JsonValueKind.Undefined"/> when the body is not a JSON object
    /// (a token request is a form) or was not kept.
    /// </summary>
    public JsonElement Json => _json.Value;

    /// <summary>The data model of a message, from <c>Meta.DataModel</c>; otherwise <see langword="null"/>.</summary>
    public string? DataModel { get; }

    /// <summary>The event type of a message, from <c>Meta.EventType</c>; otherwise <see langword="null"/>.</summary>
    public string? EventType { get; }

    /// <summary>Whether the fake accepted the request: it issued the token, acknowledged the event or answered the query.</summary>
    public bool Accepted { get; internal set; }

    /// <summary>The HTTP status of the response; <see langword="null"/> until there is one, and if there is none (a dropped connection).</summary>
    public int? Status => Volatile.Read(ref _ending) is var status and > 0 ? status : null;

    /// <summary>The description of the scripted fault that this request met; otherwise <see langword="null"/>.</summary>
    public string? Fault { get; internal set; }

    /// <summary>Everything that is wrong with the request; empty if nothing is.</summary>
    public IReadOnlyList<RequestProblem> Problems => _problems;

    /// <summary>The behaviours on which the response depends, and how certain it is that Redox does the same. Empty for a response written by the test.</summary>
    public IReadOnlyList<FakeBehaviour> Behaviours => [.. _behaviours.Distinct().Select(FakeBehaviour.Of)];

    /// <summary>Whether it is a message of this kind; compared exactly.</summary>
    /// <param name="dataModel">The data model, such as <c>Scheduling</c>.</param>
    /// <param name="eventType">The event type, such as <c>New</c>.</param>
    /// <exception cref="ArgumentException">The event is unknown, none has arrived, and it is not one of <see cref="RedoxFakeOptions.CustomEvents"/>.</exception>
    public bool Is(string dataModel, string eventType)
    {
        if (DataModel == dataModel && EventType == eventType)
        {
            return true;
        }

        _journal.ThrowIfUnknown(dataModel, eventType);
        return false;
    }

    /// <summary>The text, number or other simple value at a path in the body, as text; <see langword="null"/> if there is none.</summary>
    /// <param name="path">Names separated by dots, with positions: <c>Patient.Identifiers[0].ID</c>.</param>
    public string? At(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Json.At(path);
    }

    /// <summary>The body, read as one of the client's types.</summary>
    /// <typeparam name="TMessage">The type, for example <c>SchedulingNew</c>.</typeparam>
    /// <exception cref="InvalidOperationException">The body was too large to be kept.</exception>
    /// <exception cref="RedoxPayloadException">The body is not such a message.</exception>
    public TMessage Read<TMessage>()
        where TMessage : RedoxMessage, IWireReadable<TMessage> =>
        BodyHash is null
            ? RedoxJson.Parse<TMessage>(Body.Span)
            : throw new InvalidOperationException(
                $"The body of request #{Number} was not kept: it has {BodyLength} bytes. Increase {nameof(RedoxFakeOptions)}.{nameof(RedoxFakeOptions.MaxRecordedBodySize)}.");

    /// <summary>The request as stable text for a snapshot: method and path, the status, and the JSON of a message.</summary>
    /// <remarks>
    /// UUIDs, times of day and tokens are replaced, so that the text is the same in every run; headers and the bodies of token requests are left out.
    /// Suitable for Verify or any other snapshot tool. It contains message content, so use invented patients only.
    /// </remarks>
    public string ToSnapshot() => SnapshotWriter.Write([this]);

    /// <summary>One line of the timeline: number, time, method, path and event, status, problems. Never a body.</summary>
    public override string ToString()
    {
        var time = ReceivedAt.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var what = EventType is null ? "" : $" {DataModel}.{EventType}";
        var ending = Volatile.Read(ref _ending) switch
        {
            Open => "no response yet",
            NoResponse => "no response",
            Aborted => "the client gave up",
            var status => status.ToString(CultureInfo.InvariantCulture),
        };
        var fault = Fault is null ? "" : $" [fault: {Fault}]";
        var problems = string.Concat(Problems.Select(problem => $"{Environment.NewLine}    {problem}"));
        return $"#{Number} {time} {Method} {Path}{what} ({BodyLength} bytes): {ending}{fault}{problems}";
    }

    internal void Report(RequestProblemKind kind, string text) =>
        ImmutableInterlocked.Update(ref _problems, static (problems, problem) => problems.Add(problem), new RequestProblem(kind, text));

    internal void RestOn(params ImmutableArray<Ledger> behaviours) =>
        ImmutableInterlocked.Update(ref _behaviours, static (all, added) => all.AddRange(added), behaviours);

    /// <param name="status">The HTTP status; 0 if a fault left the request without a response.</param>
    internal void Complete(int status) => End(status == 0 ? NoResponse : status);

    internal void Abort() => End(Aborted);

    /// <summary>Signals that something about the request has changed that a test may be waiting for.</summary>
    internal void Signal() => _journal.Signal();

    private void End(int ending)
    {
        CompletedAt = _journal.Clock.GetUtcNow();
        Volatile.Write(ref _ending, ending);
        _journal.Signal();
    }
}
