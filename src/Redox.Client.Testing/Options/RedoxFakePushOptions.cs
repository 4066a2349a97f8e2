using Redox.Client.Testing.Fidelity;
namespace Redox.Client.Testing;

/// <summary>The waits and timeouts that apply when the fake delivers messages, on its clock.</summary>
public sealed class RedoxFakePushOptions
{
    /// <summary>
    /// The wait before the first retry of a message; each further wait is twice as long, up to
    /// <see cref="MaxRetryDelay"/>. Default: 5 seconds. Redox's page "Error handling and responses" says "a few seconds", then steadily longer; the number and the
    /// doubling are assumed. Up to a day.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait before a retry. Default: 2 minutes; Redox's page says a minute or two. Up to a day.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the application may take to answer an event or a handshake. Default: 2 minutes, which is assumed. Up to a day.</summary>
    [Follows(Ledger.PushRetryTimes)]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the application may take to answer a query. Default: 120 seconds (Redox's page "RESPOND"). Up to a day.</summary>
    [Follows(Ledger.PushQueries)]
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(120);

    internal RedoxFakePushOptions Copy() => (RedoxFakePushOptions)MemberwiseClone();

    [Follows(Ledger.PushRetryWaits, Ledger.PushRetryTimes)]
    internal TimeSpan WaitAfter(int failures) =>
        TimeSpan.FromTicks((long)Math.Min(MaxRetryDelay.Ticks, RetryDelay.Ticks * Math.Pow(2, failures - 1)));

    internal void Check(string parameter)
    {
        foreach (var (name, value) in new[] { (nameof(RetryDelay), RetryDelay), (nameof(MaxRetryDelay), MaxRetryDelay), (nameof(ResponseTimeout), ResponseTimeout), (nameof(QueryTimeout), QueryTimeout) })
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1))
            {
                throw new ArgumentException($"{nameof(RedoxFakeOptions.Push)}.{name} is {value}. Use a value greater than zero and at most a day.", parameter);
            }
        }
    }
}
