using System.Globalization;
using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Limits;

/// <summary>Limits the number of requests in any window of time, on the fake's clock.</summary>
[Follows(Ledger.LimitRate, Ledger.LimitRatePerClient, Ledger.LimitRateRefused)]
internal sealed class RateLimit(RedoxFakeRateLimitOptions options, TimeProvider clock)
{
    private readonly FakeResponse _refusal = TooManyRequests(options.Header);
    // By the timestamps of the clock: its time of day may be put back.
    private readonly Queue<long> _taken = new();
    private readonly Lock _gate = new();

    public FakeResponse? Check(RequestRecord entry)
    {
        if (!options.Enabled || TryTake())
        {
            return null;
        }

        entry.Report(
            RequestProblemKind.RateLimitExceeded,
            $"The client has sent {options.PermitLimit} requests within {options.Window} on the fake's clock. Send fewer, or change {nameof(RedoxFakeOptions)}.{nameof(RedoxFakeOptions.RateLimit)}.");
        entry.RestOn(Ledger.LimitRate, Ledger.LimitRateHeader, Ledger.LimitRatePerClient, Ledger.LimitRateRefused, Ledger.ReplyWords);
        return _refusal;
    }

    [Follows(Ledger.LimitRateHeader, Ledger.ReplyWords)]
    public static FakeResponse TooManyRequests(int header) => FakeResponse.Text(429, "Too Many Requests") with
    {
        Headers = [new("X-RateLimit-Limit", header.ToString(CultureInfo.InvariantCulture))],
    };

    /// <summary>Forgets the requests so far.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            _taken.Clear();
        }
    }

    private bool TryTake()
    {
        lock (_gate)
        {
            while (_taken.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) >= options.Window)
            {
                _taken.Dequeue();
            }

            if (_taken.Count >= options.PermitLimit)
            {
                return false;
            }

            _taken.Enqueue(clock.GetTimestamp());
            return true;
        }
    }
}
