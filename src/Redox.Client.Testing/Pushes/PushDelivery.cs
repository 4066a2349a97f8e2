using System.Collections.Immutable;
using Redox.Client.Testing.Engine.Pushes;

namespace Redox.Client.Testing;

/// <summary>One message on its way to the application: a log, in the words of Redox. The attempts to deliver it share the log ID.</summary>
public sealed class PushDelivery
{
    private const int MostAttemptsKept = 1_000;

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

    /// <summary>Where it goes.</summary>
    public PushDestination Destination { get; }

    /// <summary>The data model, as <c>Meta.DataModel</c> names it; <see langword="null"/> when it does not, and for bytes that go as they are.</summary>
    public string? DataModel { get; }

    /// <summary>The event type, as <c>Meta.EventType</c> names it; <see langword="null"/> when it does not, and for bytes that go as they are.</summary>
    public string? EventType { get; }

    /// <summary>When it was handed to the fake, on its clock.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>How far it has come.</summary>
    public PushStatus Status { get; private set; }

    /// <summary>The attempts so far, in their order; the newest 1,000 of them.</summary>
    public IReadOnlyList<PushAttempt> Attempts => [.. Volatile.Read(ref _attempts)];

    internal PushFault? Fault { get; set; }

    /// <summary>
    /// Delivers it once more, at once and outside of any queue, as somebody does by hand in the dashboard: with the same log ID and another
    /// attempt ID. It is not retried, and <see cref="Status"/> stays as it is.
    /// </summary>
    /// <inheritdoc cref="PushDestination.SendAsync(IRedoxMessage, CancellationToken)" path="/exception"/>
    /// <exception cref="InvalidOperationException">The message is delivered and larger than <see cref="RedoxFakeOptions.LargestBodyKept"/>, and so no longer kept.</exception>
    [Follows(Ledger.PushLogs, Ledger.PushByHand)]
    public Task<PushReply> SendAgainAsync(CancellationToken cancellationToken = default) => Destination.AttemptAsync(this, cancellationToken);

    /// <summary>Gives it up: it leaves its queue, which goes on with the next message. An attempt that is under way is not called back.</summary>
    [Follows(Ledger.PushPause)]
    public void Stop() => _subscription?.Remove(this);

    /// <summary>The log in the timeline: number, destination, event, status, and each attempt. Without any body.</summary>
    public override string ToString()
    {
        var what = EventType is null ? "bytes" : $"{DataModel}.{EventType}";
        var attempts = string.Concat(Attempts.Select(attempt => $"{Environment.NewLine}    {attempt}"));
        return $"push #{Number} to {Destination.Name}, {what}: {Status.ToString().ToLowerInvariant()}{attempts}";
    }

    internal PushedContent Content => Volatile.Read(ref _content) ?? throw new InvalidOperationException(
        $"The message of push #{Number} was not kept: it is delivered and large. Set {nameof(RedoxFakeOptions)}.{nameof(RedoxFakeOptions.LargestBodyKept)} to more.");

    internal void Add(PushAttempt attempt)
    {
        ImmutableInterlocked.Enqueue(ref _attempts, attempt);
        if (Interlocked.Increment(ref _attemptCount) > MostAttemptsKept)
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
