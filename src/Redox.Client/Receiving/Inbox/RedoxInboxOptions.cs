namespace Redox.Client.Receiving;

/// <summary>How the messages of an inbox are handled.</summary>
public sealed class RedoxInboxOptions
{
    /// <summary>
    /// How many messages are handled concurrently. With 1, each waits until the previous one is handled or parked, as in Redox's own queue; with more there is
    /// no order, and a message that fails or takes long does not delay others. Default: 1.
    /// </summary>
    public int MaxConcurrency { get; set; } = 1;

    /// <summary>How long to wait after the first failed attempt; doubled after each further failure. Default: 2 seconds.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait between two attempts. Default: 2 minutes, about as long as Redox itself waits (Redox: "Error handling and responses").</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// After how many failed attempts a message is parked: kept, but set aside, so that the next one gets its turn. Default: <see langword="null"/>, never. Then a
    /// message that always fails holds up all that follow, as in Redox's own queue: no message is skipped unless you say so.
    /// </summary>
    public int? MaxAttempts { get; set; }

    /// <summary>
    /// After how many deaths of the process during its handling a message is parked, even without <see cref="MaxAttempts"/>: a message that kills its process
    /// would otherwise kill every process that is started later. Counted separately from failed attempts. Default: 5. Counted by the SQLite inbox only.
    /// </summary>
    public int MaxDeaths { get; set; } = 5;

    /// <summary>
    /// How long a handler may take. At the limit its token is cancelled, and if it then ends with an exception, the attempt has failed. Until it returns, its place
    /// among the concurrently handled messages stays occupied. Default: <see langword="null"/>, no limit; handlers that take longer than 1, 5, 15, 30, 60 ...
    /// minutes are logged as warnings.
    /// </summary>
    public TimeSpan? HandlerTimeout { get; set; }

    /// <summary>
    /// How long the log ID of a handled message is remembered, so that the same message is not stored again. Only the running time of the application counts.
    /// Default: 24 hours.
    /// </summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(24);

    internal void Check()
    {
        var day = TimeSpan.FromDays(1);
        Fault? fault = this switch
        {
            { MaxConcurrency: < 1 } => new(nameof(MaxConcurrency), MaxConcurrency, "Use 1 or more; omit it for 1, one message after the other."),
            { MaxAttempts: < 1 } => new(nameof(MaxAttempts), MaxAttempts, "Use 1 or more; omit it for no limit."),
            { MaxDeaths: < 1 } => new(nameof(MaxDeaths), MaxDeaths, "Use 1 or more; omit it for 5."),
            { RetryDelay.Ticks: <= 0 } => new(nameof(RetryDelay), RetryDelay, "Use more than zero; omit it for 2 seconds."),
            { Retention.Ticks: <= 0 } => new(nameof(Retention), Retention, "Use more than zero; omit it for 24 hours."),
            { HandlerTimeout: { } timeout } when timeout <= TimeSpan.Zero || timeout > day => new(nameof(HandlerTimeout), timeout, "Use more than zero and at most a day; omit it for no limit."),
            _ when MaxRetryDelay < RetryDelay || MaxRetryDelay > day =>
                new(nameof(MaxRetryDelay), MaxRetryDelay, $"Use at least {nameof(RetryDelay)} ({RetryDelay}) and at most a day; omit it for 2 minutes."),
            _ => null,
        };
        if (fault is not null)
        {
            throw new RedoxConfigurationException(FormattableString.Invariant($"{nameof(RedoxInboxOptions)}.{fault.Setting}: '{fault.Value}' is out of range. {fault.Remedy}"));
        }
    }

    /// <summary>The wait after a number of failed attempts.</summary>
    internal TimeSpan WaitAfter(int attempts) =>
        TimeSpan.FromTicks((long)Math.Min(MaxRetryDelay.Ticks, RetryDelay.Ticks * Math.Pow(2, Math.Clamp(attempts - 1, 0, 60))));

    private sealed record Fault(string Setting, object? Value, string Remedy);
}
