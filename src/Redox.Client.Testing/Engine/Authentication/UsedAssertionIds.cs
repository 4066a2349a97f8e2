namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>Remembers which request first used a <c>jti</c>: for the note in the journal, or for the refusal.</summary>
internal sealed class UsedAssertionIds
{
    // Longer than any assertion with an iat is valid; dropping older IDs keeps memory bounded.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    private readonly Dictionary<string, long> _firstUses = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset SeenAt)> _order = new();
    private readonly Lock _gate = new();

    /// <summary>The number of the request that first used the ID; the given number if it is new.</summary>
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
