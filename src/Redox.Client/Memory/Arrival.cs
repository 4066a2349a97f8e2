namespace Redox.Client.Memory;

/// <summary>One body that has room and has not come whole.</summary>
/// <param name="all">Those of the application.</param>
/// <param name="time">Measures.</param>
/// <param name="length">How much had come before it got its room, in bytes.</param>
/// <param name="room">For how much it has room, in bytes.</param>
/// <param name="cancellationToken">Cancelled when the sender has gone away.</param>
internal sealed class Arrival(Arrivals all, TimeProvider time, long length, long room, CancellationToken cancellationToken) : IDisposable
{
    // A short stall is no slowness. Shorter than anybody's patience, so that who waits sees the slow ones out.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _cutOff = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly long _start = time.GetTimestamp();
    private long _came;
    private volatile bool _isCutOff;

    /// <summary>Cancelled when the body is cut off, or the sender has gone away.</summary>
    public CancellationToken Token => _cutOff.Token;

    public bool IsCutOff => _isCutOff;

    public void Came(int bytes) => Volatile.Write(ref _came, _came + bytes);

    public void CutOffIfSlow()
    {
        var age = time.GetElapsedTime(_start);
        if (!_isCutOff && age > Grace && Volatile.Read(ref _came) < (room - length) * (age / Arrivals.MaxTime))
        {
            _isCutOff = true;
            _ = _cutOff.CancelAsync(); // What waits for the next bytes goes on elsewhere, not here.
        }
    }

    public void Dispose()
    {
        all.End(this);
        _cutOff.Dispose();
    }
}
