namespace Redox.Client.Memory;

/// <summary>One body that has room and has not arrived completely.</summary>
/// <param name="all">All arrivals of the application.</param>
/// <param name="time">The clock.</param>
/// <param name="length">How much had arrived before it got its room, in bytes.</param>
/// <param name="room">The size of its room, in bytes.</param>
/// <param name="cancellationToken">Cancelled when the sender has disconnected.</param>
internal sealed class Arrival(Arrivals all, TimeProvider time, long length, long room, CancellationToken cancellationToken) : IDisposable
{
    // A short stall does not count as slow. Shorter than any wait for room, so that waiting requests outlast the slow ones.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _cutOff = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly long _start = time.GetTimestamp();
    private long _came;
    private volatile bool _isCutOff;

    /// <summary>Cancelled when the body is cut off, or the sender has disconnected.</summary>
    public CancellationToken Token => _cutOff.Token;

    public bool IsCutOff => _isCutOff;

    public void Came(int bytes) => Volatile.Write(ref _came, _came + bytes);

    public void CutOffIfSlow()
    {
        var age = time.GetElapsedTime(_start);
        if (!_isCutOff && age > Grace && Volatile.Read(ref _came) < (room - length) * (age / Arrivals.MaxTime))
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
