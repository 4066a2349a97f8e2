using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Redox.Client.Serialization;

namespace Redox.Client.Testing;

/// <summary>
/// What reached a fake, in the order of arrival: the newest 10,000 requests. Safe to read while requests arrive; every enumeration sees
/// the state at its start.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It reads as a sentence: redox.Requests.")]
public sealed class RedoxRequests : IReadOnlyCollection<RecordedRequest>
{
    /// <summary>How many requests are kept (10,000); older ones are forgotten.</summary>
    public const int Capacity = 10_000;

    private readonly Queue<RecordedRequest> _entries = new();
    private readonly Lock _gate = new();
    private long _total;

    internal RedoxRequests()
    {
    }

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

    /// <summary>How many requests have arrived since the fake started, forgotten ones included.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>The requests for a token, those with a legacy key and refused ones included.</summary>
    public IReadOnlyList<RecordedRequest> Tokens =>
        [.. Snapshot().Where(request => request.Path is Engine.Routes.Token or Engine.Routes.Authenticate or Engine.Routes.RefreshToken)];

    /// <summary>The events and queries sent to <c>/endpoint</c> or <c>/query</c>, refused ones included.</summary>
    public IReadOnlyList<RecordedRequest> Messages => [.. Snapshot().Where(request => request.Path is Engine.Routes.Endpoint or Engine.Routes.Query)];

    /// <summary>
    /// The messages of one kind that the fake took, as the application meant them to arrive once: refused attempts (an expired token, a
    /// missing member) are not among them. Those are in <see cref="Messages"/>.
    /// </summary>
    /// <param name="dataModel">The data model, such as <c>Scheduling</c>; compared exactly.</param>
    /// <param name="eventType">The event type, such as <c>New</c>; compared exactly.</param>
    public IReadOnlyList<RecordedRequest> ReceivedOf(string dataModel, string eventType) =>
        [.. Messages.Where(request => request.Accepted && request.DataModel == dataModel && request.EventType == eventType)];

    /// <inheritdoc/>
    public IEnumerator<RecordedRequest> GetEnumerator() => ((IEnumerable<RecordedRequest>)Snapshot()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The timeline: one line for each request with its problems below it, without any body.</summary>
    public override string ToString() => Count == 0 ? "No request has arrived." : string.Join(Environment.NewLine, Snapshot());

    /// <summary>The messages of one type that the fake took, read with the client's own types, in the order of arrival.</summary>
    /// <typeparam name="TMessage">The type, for example <c>SchedulingNew</c>.</typeparam>
    /// <exception cref="InvalidOperationException"><typeparamref name="TMessage"/> is <see cref="UnknownMessage"/>, which is no one event; or a body was too large to be kept.</exception>
    public IReadOnlyList<TMessage> ReceivedOf<TMessage>()
        where TMessage : RedoxMessage, IWireReadable<TMessage>
    {
        var definition = RedoxJson.Definitions.FirstOrDefault(definition => definition.Type == typeof(TMessage))
            ?? throw new InvalidOperationException($"{typeof(TMessage).Name} is no one event: use {nameof(ReceivedOf)}(dataModel, eventType).");
        return [.. ReceivedOf(definition.DataModel, definition.EventType).Select(request => request.Read<TMessage>())];
    }

    internal RecordedRequest Add(Engine.FakeRequest request, DateTimeOffset receivedAt)
    {
        lock (_gate)
        {
            var entry = new RecordedRequest(++_total, request, receivedAt);
            _entries.Enqueue(entry);
            if (_entries.Count > Capacity)
            {
                _entries.Dequeue();
            }

            return entry;
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
