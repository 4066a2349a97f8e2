using System.Globalization;

namespace Redox.Client.Testing.Engine.Limits;

/// <summary>So many requests in any window of time, on the fake's clock.</summary>
[Documented("Quotas and constraints: 10,000 requests in a rolling window of 5 minutes; 429 until it has room again")]
[Assumed("Counted for each client (tenant): Redox counts for each IP address, and all clients of a fake share one")]
[Assumed("Requests that are refused for the limit do not count")]
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
            $"The client has sent {options.Requests} requests within {options.Window} on the fake's clock. Send less, or change {nameof(RedoxFakeOptions)}.{nameof(RedoxFakeOptions.RateLimit)}.");
        return _refusal;
    }

    [Documented("Quotas and constraints: the header X-RateLimit-Limit, whose value there is 7,500")]
    [Assumed("The words of the body")]
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
