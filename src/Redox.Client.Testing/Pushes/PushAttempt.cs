using System.Globalization;

namespace Redox.Client.Testing;

/// <summary>One attempt to deliver a message.</summary>
public sealed class PushAttempt
{
    private volatile Outcome? _outcome;

    internal PushAttempt(DateTimeOffset startedAt) => StartedAt = startedAt;

    /// <summary>The attempt ID, a UUID: <c>Meta.Logs[0].AttemptID</c>. Different for each attempt.</summary>
    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>When it started, on the fake's clock.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>When the response arrived, or the attempt failed, on the fake's clock; <see langword="null"/> until then.</summary>
    public DateTimeOffset? CompletedAt => _outcome?.At;

    /// <summary>The HTTP status of the response; <see langword="null"/> until there is one, and if there was none.</summary>
    public int? Status => _outcome?.Status;

    /// <summary>Why there was no response. Its text, and that of inner exceptions, may come from the application.</summary>
    public Exception? Exception => _outcome?.Exception;

    /// <summary>Time and outcome: <c>09:00:05.000 500</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{StartedAt:HH:mm:ss.fff} {(Status is { } status ? $"{status}" : Exception is { } exception ? $"no response ({exception.GetType().Name})" : "in progress")}");

    internal void End(int? status, Exception? exception, DateTimeOffset at) => _outcome = new(status, exception, at);

    private sealed record Outcome(int? Status, Exception? Exception, DateTimeOffset At);
}
