using System.Globalization;

namespace Redox.Client.Testing.Engine.Limits;

/// <summary>Limits the number of requests in any window of time, on the fake's clock.</summary>
[Follows(Ledger.LimitRate, Ledger.LimitRatePerClient, Ledger.LimitRateRefused)]
internal sealed class RateLimit(RedoxFakeRateLimit options, TimeProvider clock)
{
    private readonly FakeReply _refusal = TooManyRequests(options.Header);
    private readonly Queue<DateTimeOffset> _taken = new();
    private readonly Lock _gate = new();

    public FakeReply? Check(RecordedRequest entry)
    {
        if (!options.Enabled || TryTake(clock.GetUtcNow()))
        {
            return null;
        }

        entry.Report(
            RequestProblemKind.RateLimitExceeded,
            $"The client has sent {options.Requests} requests within {options.Window} on the fake's clock. Send fewer, or change {nameof(RedoxFakeOptions)}.{nameof(RedoxFakeOptions.RateLimit)}.");
        entry.LeanOn(Ledger.LimitRate, Ledger.LimitRateHeader, Ledger.LimitRatePerClient, Ledger.LimitRateRefused, Ledger.ReplyWords);
        return _refusal;
    }

    [Follows(Ledger.LimitRateHeader, Ledger.ReplyWords)]
    public static FakeReply TooManyRequests(int header) => FakeReply.Text(429, "Too Many Requests") with
    {
        Headers = [new("X-RateLimit-Limit", header.ToString(CultureInfo.InvariantCulture))],
    };

    private bool TryTake(DateTimeOffset now)
    {
        lock (_gate)
        {
            while (_taken.TryPeek(out var oldest) && now - oldest >= options.Window)
            {
                _taken.Dequeue();
            }

            if (_taken.Count >= options.Requests)
            {
                return false;
            }

            _taken.Enqueue(now);
            return true;
        }
    }
}
