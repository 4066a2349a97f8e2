using System.Collections.Concurrent;
using System.Diagnostics;
using Redox.Client.Receiving.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// The traces in which messages were received, until they are handled, so that the two can be linked. Kept in memory, by log ID: after a restart, and for messages
/// without a log ID, there is no link. Nothing is kept while there are no listeners.
/// </summary>
internal sealed class TraceLinks
{
    // A few megabytes. When there are more, as with a long backlog, the oldest are dropped.
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, ActivityContext> _received = new(StringComparer.Ordinal);

    /// <summary>Keeps the current trace. A message that comes again keeps the trace in which it was stored.</summary>
    public void Keep(IncomingMessage incoming)
    {
        if (InboxMeter.IsTraced && Activity.Current is { } activity && incoming.LogIdToShow is { } logId)
        {
            if (_received.Count >= Capacity)
            {
                _received.Clear();
            }

            _received.TryAdd(logId, activity.Context);
        }
    }

    public ActivityContext? Of(IncomingMessage incoming) =>
        InboxMeter.IsTraced && incoming.LogIdToShow is { } logId && _received.TryGetValue(logId, out var context) ? context : null;

    public void Forget(IncomingMessage incoming)
    {
        if (InboxMeter.IsTraced && incoming.LogIdToShow is { } logId)
        {
            _received.TryRemove(logId, out _);
        }
    }
}
