using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Journal;

/// <summary>
/// What the exchange writes down about a request while it handles it. It exists from the moment the request arrives and is completed with the response. Tests see it
/// as <see cref="RecordedRequest"/>, which cannot change it.
/// </summary>
internal sealed class RequestRecord
{
    private const int Open = 0;
    private const int NoResponse = -1;
    private const int Aborted = -2;

    private readonly Lazy<JsonElement> _json;
    private ImmutableArray<RequestProblem> _problems = [];
    private ImmutableArray<string> _notes = [];
    private ImmutableArray<Ledger> _behaviours = [];
    private int _ending = Open;

    /// <param name="journal">The journal that it belongs to.</param>
    /// <param name="request">The request.</param>
    /// <param name="route">The part of the exchange that its path belongs to; <see langword="null"/> if there is none.</param>
    public RequestRecord(RequestJournal journal, FakeRequest request, FakeRoute? route)
    {
        (Journal, Route) = (journal, route);
        ReceivedAt = journal.Clock.GetUtcNow();
        Method = request.Method;
        Path = request.Path;
        Headers = request.Headers;
        BodyLength = (int)Math.Min(request.Content.Length, int.MaxValue);
        var isKept = request.Body.Length <= journal.MaxRecordedBodySize;
        Body = isKept ? request.Body : [];
        BodyHash = isKept ? null : Convert.ToHexStringLower(SHA256.HashData(request.Body));
        _json = new(() => JsonReading.TryParseObject(ByteOrderMark.Skip(Body).Span, out var json) ? json : default);
    }

    public RequestJournal Journal { get; }

    /// <summary>Set once, when it enters the journal.</summary>
    public long Number { get; set; }

    public FakeRoute? Route { get; }

    public DateTimeOffset ReceivedAt { get; }

    public DateTimeOffset? CompletedAt { get; private set; }

    public RequestState State => Volatile.Read(ref _ending) switch
    {
        Open => RequestState.Received,
        Aborted => RequestState.ClientAborted,
        _ => Fault is null ? RequestState.Replied : RequestState.Faulted,
    };

    public string Method { get; }

    public string Path { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public ReadOnlyMemory<byte> Body { get; }

    public int BodyLength { get; }

    public string? BodyHash { get; }

    public JsonElement Json => _json.Value;

    /// <summary>Of a message, so that the journal names it even if it gets no further.</summary>
    public string? DataModel { get; init; }

    /// <inheritdoc cref="DataModel"/>
    public string? EventType { get; init; }

    /// <inheritdoc cref="DataModel"/>
    public string? SourceId { get; init; }

    public bool Accepted { get; set; }

    public string? Fault { get; set; }

    public int? Status => Volatile.Read(ref _ending) is var status and > 0 ? status : null;

    public IReadOnlyList<RequestProblem> Problems => _problems;

    public IReadOnlyList<string> Notes => _notes;

    public IEnumerable<Ledger> Behaviours => _behaviours.Distinct();

    public void Report(RequestProblemKind kind, string text) =>
        ImmutableInterlocked.Update(ref _problems, static (problems, problem) => problems.Add(problem), new RequestProblem(kind, text));

    /// <summary>Writes down what is not wrong but worth knowing.</summary>
    public void Note(string text) => ImmutableInterlocked.Update(ref _notes, static (notes, note) => notes.Add(note), text);

    /// <summary>Notes behaviours on which the response depends.</summary>
    public void RestOn(params ImmutableArray<Ledger> behaviours) =>
        ImmutableInterlocked.Update(ref _behaviours, static (all, added) => all.AddRange(added), behaviours);

    /// <param name="status">The HTTP status; 0 if a fault left the request without a response.</param>
    public void Complete(int status) => End(status == 0 ? NoResponse : status);

    public void Abort() => End(Aborted);

    private void End(int ending)
    {
        CompletedAt = Journal.Clock.GetUtcNow();
        Volatile.Write(ref _ending, ending);
        Journal.Changes.Signal();
    }
}
