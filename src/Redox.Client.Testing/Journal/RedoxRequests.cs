using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Snapshots;

namespace Redox.Client.Testing;

/// <summary>
/// The requests of one client that reached a fake, in the order of arrival: the newest 10,000, or as many as
/// <see cref="RedoxFakeOptions.JournalCapacity"/> says. Safe to read while requests arrive; every enumeration sees the state at its start.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It reads as a sentence: redox.Requests.")]
public sealed partial class RedoxRequests : IReadOnlyCollection<RecordedRequest>
{
    private readonly RequestJournal _journal;

    internal RedoxRequests(RequestJournal journal) => _journal = journal;

    /// <summary>The number of requests kept now.</summary>
    public int Count => _journal.Count;

    /// <summary>The number of requests that have arrived since the start, including dropped ones.</summary>
    public long Total => _journal.Total;

    /// <summary>The token requests, including those with a legacy key and refused ones: <see cref="Of"/> with <see cref="FakeRoute.Token"/>.</summary>
    public IReadOnlyList<RecordedRequest> Tokens => Of(FakeRoute.Token);

    /// <summary>The events and queries, including refused ones: <see cref="Of"/> with <see cref="FakeRoute.Messages"/>.</summary>
    public IReadOnlyList<RecordedRequest> Messages => Of(FakeRoute.Messages);

    private RedoxClock Clock => _journal.Clock;

    /// <summary>The requests to one part of the exchange, including refused ones and those with a wrong verb, in the order of arrival.</summary>
    /// <param name="route">The part of the exchange: <see cref="RecordedRequest.Route"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="route"/> is not defined.</exception>
    public IReadOnlyList<RecordedRequest> Of(FakeRoute route)
    {
        return Enum.IsDefined(route)
            ? [.. Snapshot().Where(request => request.Route == route)]
            : throw new ArgumentOutOfRangeException(nameof(route), route, "There is no such route.");
    }

    /// <summary>
    /// The messages of one kind that the fake accepted. Refused attempts (an expired token, a
    /// missing member) are not included; they are in <see cref="Messages"/>.
    /// </summary>
    /// <param name="dataModel">The data model, such as <c>Scheduling</c>; compared exactly.</param>
    /// <param name="eventType">The event type, such as <c>New</c>; compared exactly.</param>
    /// <exception cref="ArgumentException">The event is unknown, none has arrived, and it is not one of <see cref="RedoxFakeOptions.CustomEvents"/>.</exception>
    public IReadOnlyList<RecordedRequest> ReceivedOf(string dataModel, string eventType)
    {
        ThrowIfUnknown(dataModel, eventType);
        return [.. Messages.Where(request => request.Accepted && request.Is(dataModel, eventType))];
    }

    /// <summary>The messages of one type that the fake accepted, read as the client's types, in the order of arrival.</summary>
    /// <typeparam name="TMessage">The type, for example <c>SchedulingNew</c>.</typeparam>
    /// <exception cref="InvalidOperationException"><typeparamref name="TMessage"/> is <see cref="UnknownMessage"/>, which is not a single event; or a body was too large to be kept.</exception>
    public IReadOnlyList<TMessage> ReceivedOf<TMessage>()
        where TMessage : RedoxMessage, new()
    {
        var (dataModel, eventType) = EventOf<TMessage>();
        return [.. ReceivedOf(dataModel, eventType).Select(request => request.Read<TMessage>())];
    }

    /// <summary>The intervals between consecutive requests, on the fake's clock: how long a client waited before it tried again.</summary>
    /// <param name="predicate">Selects the requests; by default all messages.</param>
    public IReadOnlyList<TimeSpan> Gaps(Func<RecordedRequest, bool>? predicate = null)
    {
        var requests = predicate is null ? Messages : [.. Snapshot().Where(predicate)];
        return [.. requests.Zip(requests.Skip(1), (earlier, later) => later.ReceivedAt - earlier.ReceivedAt)];
    }

    /// <summary>Removes the requests so far, such as those that prepared a test. Numbering continues.</summary>
    public void Clear() => _journal.Clear();

    /// <summary>All requests as stable text for a snapshot: method and path, the status, and the JSON of messages.</summary>
    /// <remarks>
    /// The order is that of arrival, and so only as stable as the application's. UUIDs, times of day and tokens are replaced, so that the text is the same in every run;
    /// headers and the bodies of token requests are left out.
    /// Suitable for Verify or any other snapshot tool. It contains message content, so use invented patients only.
    /// </remarks>
    public string ToSnapshot() => SnapshotWriter.Write(_journal.Snapshot());

    /// <inheritdoc/>
    public IEnumerator<RecordedRequest> GetEnumerator() => ((IEnumerable<RecordedRequest>)Snapshot()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The timeline: one line for each request with its problems below it, without bodies.</summary>
    public override string ToString()
    {
        var (entries, total) = (Snapshot(), Total);
        if (total == 0)
        {
            return "No requests have arrived.";
        }

        var dropped = entries is [var oldest, ..] ? oldest.Number - 1 : total;
        string[] note = dropped > 0 ? [$"#1 to #{dropped} are no longer kept: they were cleared, or are older than the newest {_journal.Capacity}."] : [];
        return string.Join(Environment.NewLine, [.. note, .. entries.Select(entry => entry.ToString())]);
    }

    internal static (string DataModel, string EventType) EventOf<TMessage>() =>
        RedoxJson.Definitions.FirstOrDefault(definition => definition.Type == typeof(TMessage)) is { } definition
            ? (definition.DataModel, definition.EventType)
            : throw new InvalidOperationException($"{typeof(TMessage).Name} is not a single event: name its data model and event type instead.");

    internal void ThrowIfUnknown(string dataModel, string eventType) => _journal.ThrowIfUnknown(dataModel, eventType);

    private RecordedRequest[] Snapshot() => Array.ConvertAll(_journal.Snapshot(), static record => new RecordedRequest(record));
}
