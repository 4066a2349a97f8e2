namespace Redox.Client.Testing.Engine.Journal;

/// <summary>The requests of one client, in the order of arrival: the newest ones, up to a number. Tests see it as <see cref="RedoxRequests"/>.</summary>
/// <param name="clock">The fake's clock.</param>
/// <param name="changes">Signals every change.</param>
/// <param name="capacity">How many requests are kept.</param>
/// <param name="maxRecordedBodySize">The largest body that is kept, in bytes.</param>
/// <param name="events">The events that a test may name.</param>
internal sealed class RequestJournal(RedoxClock clock, ChangeSignal changes, int capacity, int maxRecordedBodySize, EventNames events)
{
    private readonly Queue<RequestRecord> _records = new();
    private readonly Lock _gate = new();
    private long _total;

    public RedoxClock Clock => clock;

    public ChangeSignal Changes => changes;

    public int Capacity => capacity;

    public int MaxRecordedBodySize => maxRecordedBodySize;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _records.Count;
            }
        }
    }

    /// <summary>The number of requests that have arrived since the start, including dropped ones.</summary>
    public long Total => Interlocked.Read(ref _total);

    public void Add(RequestRecord record)
    {
        lock (_gate)
        {
            record.Number = ++_total;
            _records.Enqueue(record);
            if (_records.Count > capacity)
            {
                _records.Dequeue();
            }
        }

        changes.Signal();
    }

    public void Clear()
    {
        lock (_gate)
        {
            _records.Clear();
        }
    }

    public RequestRecord[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _records];
        }
    }

    /// <summary>A name that has arrived is not a typo of the test.</summary>
    /// <exception cref="ArgumentException">The event is unknown, and none has arrived.</exception>
    public void ThrowIfUnknown(string dataModel, string eventType)
    {
        ArgumentNullException.ThrowIfNull(dataModel);
        ArgumentNullException.ThrowIfNull(eventType);
        if (!events.Know(dataModel, eventType) && !Array.Exists(Snapshot(), record => record.DataModel == dataModel && record.EventType == eventType))
        {
            events.Check(dataModel, eventType);
        }
    }
}
