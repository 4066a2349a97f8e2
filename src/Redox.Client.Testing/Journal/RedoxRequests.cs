using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Redox.Client.Serialization;

namespace Redox.Client.Testing;

/// <summary>
/// What reached a fake from one client, in the order of arrival: the newest 10,000 requests, or what
/// <see cref="RedoxFakeOptions.JournalCapacity"/> says. Safe to read while requests arrive; every enumeration sees the state at its start.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It reads as a sentence: redox.Requests.")]
public sealed partial class RedoxRequests : IReadOnlyCollection<RecordedRequest>
{
    private readonly Queue<RecordedRequest> _entries = new();
    private readonly Lock _gate = new();
    private readonly Changes _changes;
    private readonly EventNames _events;
    private readonly int _capacity;
    private long _total;

    internal RedoxRequests(RedoxClock clock, Changes changes, int capacity, int largestBodyKept, EventNames events) =>
        (Clock, _changes, _capacity, LargestBodyKept, _events) = (clock, changes, capacity, largestBodyKept, events);

    /// <summary>How many requests are kept now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>How many requests have arrived since the start, forgotten ones included.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>The requests for a token, those with a legacy key and refused ones included.</summary>
    public IReadOnlyList<RecordedRequest> Tokens =>
        [.. Snapshot().Where(request => request.Path is Engine.Routes.Token or Engine.Routes.Authenticate or Engine.Routes.RefreshToken)];

    /// <summary>The events and queries sent to <c>/endpoint</c> or <c>/query</c>, refused ones included.</summary>
    public IReadOnlyList<RecordedRequest> Messages => [.. Snapshot().Where(request => request.Path is Engine.Routes.Endpoint or Engine.Routes.Query)];

    internal RedoxClock Clock { get; }

    internal int LargestBodyKept { get; }

    /// <summary>
    /// The messages of one kind that the fake took, as the application meant them to arrive once: refused attempts (an expired token, a
    /// missing member) are not among them. Those are in <see cref="Messages"/>.
    /// </summary>
    /// <param name="dataModel">The data model, such as <c>Scheduling</c>; compared exactly.</param>
    /// <param name="eventType">The event type, such as <c>New</c>; compared exactly.</param>
    /// <exception cref="ArgumentException">No such event is known, none has come, and it is not one of <see cref="RedoxFakeOptions.CustomEvents"/>.</exception>
    public IReadOnlyList<RecordedRequest> ReceivedOf(string dataModel, string eventType)
    {
        ThrowIfUnknown(dataModel, eventType);
        return [.. Messages.Where(request => request.Accepted && request.Is(dataModel, eventType))];
    }

    /// <summary>The messages of one type that the fake took, read with the client's own types, in the order of arrival.</summary>
    /// <typeparam name="TMessage">The type, for example <c>SchedulingNew</c>.</typeparam>
    /// <exception cref="InvalidOperationException"><typeparamref name="TMessage"/> is <see cref="UnknownMessage"/>, which is no one event; or a body was too large to be kept.</exception>
    public IReadOnlyList<TMessage> ReceivedOf<TMessage>()
        where TMessage : RedoxMessage, IWireReadable<TMessage>
    {
        var (dataModel, eventType) = KindOf<TMessage>();
        return [.. ReceivedOf(dataModel, eventType).Select(request => request.Read<TMessage>())];
    }

    /// <summary>The times between one request and the next, on the fake's clock: how long a client waited before it tried again.</summary>
    /// <param name="predicate">Which requests count; without it, all messages.</param>
    public IReadOnlyList<TimeSpan> Gaps(Func<RecordedRequest, bool>? predicate = null)
    {
        var requests = predicate is null ? Messages : [.. Snapshot().Where(predicate)];
        return [.. requests.Zip(requests.Skip(1), (earlier, later) => later.ReceivedAt - earlier.ReceivedAt)];
    }

    /// <summary>Forgets the requests so far, such as those that prepared a test. The numbers go on.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }

    /// <summary>All requests as stable text, for a snapshot: what was asked, the status, and the JSON of messages.</summary>
    /// <remarks>
    /// The order is that of arrival, and so only as stable as the application's own. UUIDs, times of day and tokens are replaced, so that the text is the same in every run; headers and the bodies of token requests are left out.
    /// Fit for Verify, or any other snapshot tool. It holds the content of messages: invented patients only.
    /// </remarks>
    public string ToSnapshot() => SnapshotWriter.Write(Snapshot());

    /// <inheritdoc/>
    public IEnumerator<RecordedRequest> GetEnumerator() => ((IEnumerable<RecordedRequest>)Snapshot()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The timeline: one line for each request with its problems below it, without any body.</summary>
    public override string ToString()
    {
        var (entries, total) = (Snapshot(), Total);
        if (total == 0)
        {
            return "No request has arrived.";
        }

        var forgotten = entries is [var oldest, ..] ? oldest.Number - 1 : total;
        string[] note = forgotten > 0 ? [$"#1 to #{forgotten} are forgotten: the newest {_capacity} are kept, until cleared."] : [];
        return string.Join(Environment.NewLine, [.. note, .. entries.Select(entry => entry.ToString())]);
    }

    internal RecordedRequest Add(Engine.FakeRequest request)
    {
        // Parsed and hashed outside the lock.
        var entry = new RecordedRequest(this, request);
        lock (_gate)
        {
            entry.Number = ++_total;
            _entries.Enqueue(entry);
            if (_entries.Count > _capacity)
            {
                _entries.Dequeue();
            }
        }

        Signal();
        return entry;
    }

    internal static (string DataModel, string EventType) KindOf<TMessage>() =>
        RedoxJson.Definitions.FirstOrDefault(definition => definition.Type == typeof(TMessage)) is { } definition
            ? (definition.DataModel, definition.EventType)
            : throw new InvalidOperationException($"{typeof(TMessage).Name} is no one event: name its data model and event type instead.");

    /// <summary>What has come is no slip of the test's.</summary>
    internal void ThrowIfUnknown(string dataModel, string eventType)
    {
        ArgumentNullException.ThrowIfNull(dataModel);
        ArgumentNullException.ThrowIfNull(eventType);
        if (!_events.Know(dataModel, eventType) && !Array.Exists(Snapshot(), request => request.DataModel == dataModel && request.EventType == eventType))
        {
            _events.Check(dataModel, eventType);
        }
    }

    private RecordedRequest[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _entries];
        }
    }
}
