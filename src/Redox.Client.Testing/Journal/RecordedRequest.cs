using System.Globalization;
using System.Text.Json;
using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Snapshots;

namespace Redox.Client.Testing;

/// <summary>A request that reached the fake. The entry exists from the moment the request arrives and is completed with the response.</summary>
public sealed class RecordedRequest
{
    private readonly RequestRecord _record;

    internal RecordedRequest(RequestRecord record) => _record = record;

    /// <summary>Position in the order of arrival, counted from 1.</summary>
    public long Number => _record.Number;

    /// <summary>
    /// The part of the exchange that the request was sent to, by its path; <see langword="null"/> if no endpoint has this path. A wrong verb does not change it.
    /// </summary>
    public FakeRoute? Route => _record.Route;

    /// <summary>When the request arrived, on the fake's clock.</summary>
    public DateTimeOffset ReceivedAt => _record.ReceivedAt;

    /// <summary>When the response was ready, or the client gave up, on the fake's clock; <see langword="null"/> until then.</summary>
    public DateTimeOffset? CompletedAt => _record.CompletedAt;

    /// <summary>The progress of the request.</summary>
    public RequestState State => _record.State;

    /// <summary>The HTTP verb.</summary>
    public string Method => _record.Method;

    /// <summary>The path, such as <c>/endpoint</c>.</summary>
    public string Path => _record.Path;

    /// <summary>The headers as received; names are not case-sensitive.</summary>
    public IReadOnlyDictionary<string, string> Headers => _record.Headers;

    /// <summary>The bytes of the body as received; of a compressed one, decompressed. Empty when the body was larger than <see cref="RedoxFakeOptions.MaxRecordedBodySize"/>.</summary>
    public ReadOnlyMemory<byte> Body => _record.Body;

    /// <summary>The length of the body in bytes, decompressed, even if the body is not kept.</summary>
    public int BodyLength => _record.BodyLength;

    /// <summary>
    /// SHA-256 of a body that was too large to keep, in lower-case hexadecimal digits; otherwise, and for a body beyond
    /// <see cref="RedoxFakeOptions.MaxMessageSize"/>, <see langword="null"/>.
    /// </summary>
    public string? BodyHash => _record.BodyHash;

    /// <summary>
    /// The body as raw JSON. <see cref="JsonElement.ValueKind"/> is <see cref="JsonValueKind.Undefined"/> when the body is not a JSON object
    /// (a token request is a form) or was not kept.
    /// </summary>
    public JsonElement Json => _record.Json;

    /// <summary>The data model of a message, from <c>Meta.DataModel</c>; otherwise <see langword="null"/>.</summary>
    public string? DataModel => _record.DataModel;

    /// <summary>The event type of a message, from <c>Meta.EventType</c>; otherwise <see langword="null"/>.</summary>
    public string? EventType => _record.EventType;

    /// <summary>
    /// The source of a message: that of the header <c>Redox-Source-Id</c>, otherwise <c>Meta.Source.ID</c>; <see langword="null"/> if it names none, which leaves the client's own.
    /// </summary>
    public string? SourceId => _record.SourceId;

    /// <summary>Whether the fake accepted the request: it issued the token, acknowledged the event or answered the query.</summary>
    public bool Accepted => _record.Accepted;

    /// <summary>The HTTP status of the response; <see langword="null"/> until there is one, and if there is none (a dropped connection).</summary>
    public int? Status => _record.Status;

    /// <summary>The description of the scripted fault that this request met; otherwise <see langword="null"/>.</summary>
    public string? Fault => _record.Fault;

    /// <summary>Everything that is wrong with the request; empty if nothing is.</summary>
    public IReadOnlyList<RequestProblem> Problems => _record.Problems;

    /// <summary>What is not wrong with the request, but worth knowing: an assertion that was used before, an <c>aud</c> that names the real Redox. Never a finding.</summary>
    public IReadOnlyList<string> Notes => _record.Notes;

    /// <summary>The behaviours on which the response depends, and how certain it is that Redox does the same. Empty for a response written by the test.</summary>
    public IReadOnlyList<FakeBehaviour> Behaviours => [.. _record.Behaviours.Select(FakeBehaviour.Of)];

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

        _record.Journal.ThrowIfUnknown(dataModel, eventType);
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
        where TMessage : RedoxMessage, new() =>
        BodyHash is null
            ? RedoxJson.Parse<TMessage>(Body.Span)
            : throw new InvalidOperationException(
                $"The body of request #{Number} was not kept: it has {BodyLength} bytes. Increase {nameof(RedoxFakeOptions)}.{nameof(RedoxFakeOptions.MaxRecordedBodySize)}.");

    /// <summary>The request as stable text for a snapshot: method and path, the status, and the JSON of a message.</summary>
    /// <remarks>
    /// UUIDs, times of day and tokens are replaced, so that the text is the same in every run; headers and the bodies of token requests are left out.
    /// Suitable for Verify or any other snapshot tool. It contains message content, so use invented patients only.
    /// </remarks>
    public string ToSnapshot() => SnapshotWriter.Write([_record]);

    /// <summary>Whether the other entry is of the same request, even if it was taken from the journal at another time.</summary>
    public override bool Equals(object? obj) => obj is RecordedRequest other && ReferenceEquals(other._record, _record);

    /// <inheritdoc/>
    public override int GetHashCode() => _record.GetHashCode();

    /// <summary>One line of the timeline: number, time, method, path and event, status, then problems and notes. Never a body.</summary>
    public override string ToString()
    {
        var time = ReceivedAt.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var what = EventType is null ? "" : $" {DataModel}.{EventType}";
        var ending = State switch
        {
            RequestState.Received => "no response yet",
            RequestState.ClientAborted => "the client gave up",
            _ => Status?.ToString(CultureInfo.InvariantCulture) ?? "no response",
        };
        var fault = Fault is null ? "" : $" [fault: {Fault}]";
        var problems = string.Concat(Problems.Select(problem => $"{Environment.NewLine}    {problem}"));
        var notes = string.Concat(Notes.Select(note => $"{Environment.NewLine}    Note: {note}"));
        return $"#{Number} {time} {Method} {Path}{what} ({BodyLength} bytes): {ending}{fault}{problems}{notes}";
    }
}
