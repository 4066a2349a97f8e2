namespace Redox.Client.Memory;

/// <summary>One body that has room and has not arrived completely.</summary>
/// <param name="all">All arrivals of the application.</param>
/// <param name="time">The clock.</param>
/// <param name="owner">Whose room it has.</param>
/// <param name="length">How much had arrived before it got its room, in bytes.</param>
/// <param name="room">The size of its room, in bytes.</param>
/// <param name="cancellationToken">Cancelled when the sender has disconnected.</param>
internal sealed class Arrival(Arrivals all, TimeProvider time, MemoryPart owner, long length, long room, CancellationToken cancellationToken) : IDisposable
{
    // A short stall does not count as slow. Shorter than any wait for room, so that waiting requests outlast the slow ones.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _cutOff = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly long _start = time.GetTimestamp();
    private long _onPaceUntil = Grace.Ticks; // Counted from the start.
    private volatile bool _isCutOff;

    public MemoryPart Owner => owner;

    /// <summary>Cancelled when the body is cut off, or the sender has disconnected.</summary>
    public CancellationToken Token => _cutOff.Token;

    public bool IsCutOff => _isCutOff;

    // A burst lasts no longer than a stall may, and so does an earlier stall: what counts is the pace at present.
    public void Came(int bytes)
    {
        var now = time.GetElapsedTime(_start).Ticks;
        var from = Math.Max(Volatile.Read(ref _onPaceUntil), now - Grace.Ticks);
        var worth = Arrivals.MaxTime.Ticks * ((double)bytes / (room - length)); // The time that they may take.
        Volatile.Write(ref _onPaceUntil, (long)Math.Min(from + worth, now + Grace.Ticks));
    }

    public void CutOffIfSlow()
    {
        if (!_isCutOff && time.GetElapsedTime(_start).Ticks > Volatile.Read(ref _onPaceUntil))
        {
            _isCutOff = true;
            _ = _cutOff.CancelAsync(); // The reader of the next bytes continues elsewhere, not here.
        }
    }

    public void Dispose()
    {
        all.End(this);
        _cutOff.Dispose();
    }
}
