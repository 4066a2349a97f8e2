using System.Runtime.CompilerServices;

namespace Redox.Client.Memory;

/// <summary>
/// Lets through as much weight as a limit allows; the rest waits in line. Light claims overtake waiting heavy ones, so that one giant does not hold up the usual
/// traffic; heavy ones go one after the other, so that none of them waits indefinitely. Without a line, a claim is one atomic addition.
/// </summary>
internal sealed class MemoryGate(TimeProvider time)
{
    public const long MaxLight = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly LinkedList<Claim> _line = [];
    private long _taken;
    private int _waiting;

    /// <summary>Takes weight, or waits for it; <see langword="false"/> when it is not available in time.</summary>
    public ValueTask<bool> TakeAsync(long weight, long limit, TimeSpan patience, CancellationToken cancellationToken) =>
        (weight <= MaxLight || Volatile.Read(ref _waiting) == 0) && TryTake(weight, limit) ? new ValueTask<bool>(true) : WaitAsync(new Claim(weight, limit), patience, cancellationToken);

    public void Give(long weight)
    {
        Interlocked.Add(ref _taken, -weight);
        if (Volatile.Read(ref _waiting) > 0)
        {
            lock (_lock)
            {
                Serve();
            }
        }
    }

    /// <summary>Takes weight if it is available, whoever waits in line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(long weight, long limit)
    {
        var taken = Volatile.Read(ref _taken);
        while (taken + weight <= limit)
        {
            var seen = Interlocked.CompareExchange(ref _taken, taken + weight, taken);
            if (seen == taken)
            {
                return true;
            }

            taken = seen;
        }

        return false;
    }

    private async ValueTask<bool> WaitAsync(Claim claim, TimeSpan patience, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _line.AddLast(claim.Place);
            Interlocked.Increment(ref _waiting); // Before checking once more: a release after that check sees it.
            Serve();
        }

        await claim.Granted.Task.WaitAsync(patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!Leave(claim))
        {
            return true;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return false;
    }

    // False if it was granted at the last moment.
    private bool Leave(Claim claim)
    {
        lock (_lock)
        {
            if (claim.Granted.Task.IsCompleted)
            {
                return false;
            }

            Remove(claim);
            Serve();
            return true;
        }
    }

    private void Serve()
    {
        var heavyOneWaits = false;
        for (var place = _line.First; place is not null;)
        {
            var (claim, next) = (place.Value, place.Next);
            var isLight = claim.Weight <= MaxLight;
            if ((isLight || !heavyOneWaits) && TryTake(claim.Weight, claim.Limit))
            {
                Remove(claim);
                claim.Granted.SetResult();
            }
            else
            {
                heavyOneWaits |= !isLight;
            }

            place = next;
        }
    }

    private void Remove(Claim claim)
    {
        _line.Remove(claim.Place);
        Interlocked.Decrement(ref _waiting);
    }

    private sealed class Claim
    {
        public Claim(long weight, long limit)
        {
            (Weight, Limit) = (weight, limit);
            Place = new LinkedListNode<Claim>(this);
        }

        public long Weight { get; }

        public long Limit { get; }

        public LinkedListNode<Claim> Place { get; }

        // Continuations must not run within the lock.
        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
