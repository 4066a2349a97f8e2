namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>Remembers which request brought a <c>jti</c> first, so that an assertion is taken once only.</summary>
internal sealed class UsedAssertionIds
{
    // Longer than any assertion with an iat is good for; forgetting keeps the memory bounded.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    private readonly Dictionary<string, long> _firstUses = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset SeenAt)> _order = new();
    private readonly Lock _gate = new();

    /// <summary>The number of the request that used the ID first; the given number when it is new.</summary>
    public long FirstUse(string id, long requestNumber, DateTimeOffset now)
    {
        lock (_gate)
        {
            while (_order.TryPeek(out var oldest) && now - oldest.SeenAt > Memory)
            {
                _firstUses.Remove(_order.Dequeue().Id);
            }

            if (_firstUses.TryAdd(id, requestNumber))
            {
                _order.Enqueue((id, now));
            }

            return _firstUses[id];
        }
    }
}
