namespace Redox.Client.Testing;

/// <summary>How long the fake waits when it delivers messages, on its clock.</summary>
public sealed class RedoxFakePushOptions
{
    /// <summary>
    /// How long after a failure a message is tried again for the first time; the waits after it are twice as long each time, up to
    /// <see cref="LongestRetry"/>. Default: 5 seconds. Redox's page "Error handling and responses" says "a few seconds", then steadily longer; the number and the
    /// doubling are assumed. Up to a day.
    /// </summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The wait that is not exceeded. Default: 2 minutes; Redox's page says a minute or two. Up to a day.</summary>
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the application has to answer an event or a handshake. Default: 2 minutes, which is assumed. Up to a day.</summary>
    [Follows(Ledger.PushRetryTimes)]
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the application has to answer a query. Default: 120 seconds (Redox's page "RESPOND"). Up to a day.</summary>
    [Follows(Ledger.PushQueries)]
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(120);

    internal RedoxFakePushOptions Copy() => (RedoxFakePushOptions)MemberwiseClone();

    [Follows(Ledger.PushRetryWaits, Ledger.PushRetryTimes)]
    internal TimeSpan WaitAfter(int failures) =>
        TimeSpan.FromTicks((long)Math.Min(LongestRetry.Ticks, FirstRetry.Ticks * Math.Pow(2, failures - 1)));

    internal void Check(string parameter)
    {
        foreach (var (name, value) in new[] { (nameof(FirstRetry), FirstRetry), (nameof(LongestRetry), LongestRetry), (nameof(AnswerTimeout), AnswerTimeout), (nameof(QueryTimeout), QueryTimeout) })
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1))
            {
                throw new ArgumentException($"{nameof(RedoxFakeOptions.Push)}.{name} is {value}. Give more than zero and at most a day.", parameter);
            }
        }
    }
}
