using System.Collections.Immutable;
using Redox.Client.Testing.Engine.Pushes;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing;

/// <summary>One message on its way to the application, which Redox calls a log. All attempts to deliver it share the log ID.</summary>
public sealed class PushDelivery
{
    private const int MaxAttemptsKept = 1_000;

    private readonly PushSubscription? _subscription;
    private ImmutableQueue<PushAttempt> _attempts = [];
    private PushedContent? _content;
    private int _attemptCount;

    internal PushDelivery(PushDestination destination, PushSubscription? subscription, PushedContent content, DateTimeOffset createdAt)
    {
        (Destination, _subscription, _content, CreatedAt) = (destination, subscription, content, createdAt);
        (DataModel, EventType) = (content.DataModel, content.EventType);
    }

    /// <summary>Position in the order of pushes, counted from 1.</summary>
    public long Number { get; internal set; }

    /// <summary>The log ID, a UUID: <c>Meta.Logs[0].ID</c>. The same in each attempt.</summary>
    [Follows(Ledger.PushLogs)]
    public string LogId { get; } = Guid.NewGuid().ToString();

    /// <summary>Its destination.</summary>
    public PushDestination Destination { get; }

    /// <summary>The data model, from <c>Meta.DataModel</c>; <see langword="null"/> if that is missing, and for raw bytes.</summary>
    public string? DataModel { get; }

    /// <summary>The event type, from <c>Meta.EventType</c>; <see langword="null"/> if that is missing, and for raw bytes.</summary>
    public string? EventType { get; }

    /// <summary>When it was passed to the fake, on its clock.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The progress of the delivery.</summary>
    public PushStatus Status { get; private set; }

    /// <summary>The attempts so far, in order; the newest 1,000.</summary>
    public IReadOnlyList<PushAttempt> Attempts => [.. Volatile.Read(ref _attempts)];

    internal PushFault? Fault { get; set; }

    /// <summary>
    /// Delivers it once more, immediately and outside any queue, as a resend in the dashboard does: with the same log ID and a new
    /// attempt ID. It is not retried, and <see cref="Status"/> does not change.
    /// </summary>
    /// <inheritdoc cref="PushDestination.SendAsync(IRedoxMessage, CancellationToken)" path="/exception"/>
    /// <exception cref="InvalidOperationException">The message was delivered and is larger than <see cref="RedoxFakeOptions.MaxRecordedBodySize"/>, so it was not kept.</exception>
    [Follows(Ledger.PushLogs, Ledger.PushByHand)]
    public Task<PushResponse> SendAgainAsync(CancellationToken cancellationToken = default) => Destination.AttemptAsync(this, cancellationToken);

    /// <summary>Abandons it: it leaves its queue, which continues with the next message. An attempt in progress is not cancelled.</summary>
    [Follows(Ledger.PushPause)]
    public void Stop() => _subscription?.Remove(this);

    /// <summary>The log in the timeline: number, destination, event, status, and each attempt. Without the body.</summary>
    public override string ToString()
    {
        var what = EventType is null ? "bytes" : $"{DataModel}.{EventType}";
        var attempts = string.Concat(Attempts.Select(attempt => $"{Environment.NewLine}    {attempt}"));
        return $"push #{Number} to {Destination.Name}, {what}: {Status.ToString().ToLowerInvariant()}{attempts}";
    }

    internal PushedContent Content => Volatile.Read(ref _content) ?? throw new InvalidOperationException(
        $"The message of push #{Number} was not kept: it is large and has been delivered. Increase {nameof(RedoxFakeOptions)}.{nameof(RedoxFakeOptions.MaxRecordedBodySize)}.");

    internal void Add(PushAttempt attempt)
    {
        ImmutableInterlocked.Enqueue(ref _attempts, attempt);
        if (Interlocked.Increment(ref _attemptCount) > MaxAttemptsKept)
        {
            ImmutableInterlocked.TryDequeue(ref _attempts, out _);
        }
    }

    internal void End(PushStatus status, int largestBodyKept)
    {
        Status = status;
        if (_content?.Length > largestBodyKept)
        {
            Volatile.Write(ref _content, null);
        }
    }
}
