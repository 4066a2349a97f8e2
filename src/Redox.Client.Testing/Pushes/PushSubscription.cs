using Redox.Client.Testing.Engine.Pushes;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing;

/// <summary>
/// The subscription of a destination to one data model: a queue whose messages are delivered one after another, each only after the previous one
/// was accepted. When the application does not accept one, all others wait and that one is retried at growing intervals. Safe for concurrent use.
/// </summary>
[Follows(Ledger.PushOrder, Ledger.PushPause)]
public sealed class PushSubscription
{
    private readonly LinkedList<PushDelivery> _queue = new();
    private readonly Lock _gate = new();
    private readonly PushDestination _destination;
    private TaskCompletionSource _changed = NewChange();
    private PushDelivery? _failing;
    private DateTimeOffset? _retryAt;
    private int _failures;
    private bool _isPaused;
    private bool _isRunning;

    internal PushSubscription(PushDestination destination, string dataModel) => (_destination, DataModel) = (destination, dataModel);

    /// <summary>The data model, such as <c>Scheduling</c>.</summary>
    public string DataModel { get; }

    /// <summary>The status of the queue.</summary>
    public PushQueueStatus Status
    {
        get
        {
            lock (_gate)
            {
                return _isPaused ? PushQueueStatus.Paused : _failing is null ? PushQueueStatus.Active : PushQueueStatus.Retrying;
            }
        }
    }

    /// <summary>The messages that the application has not yet accepted, in queue order.</summary>
    public IReadOnlyList<PushDelivery> Waiting
    {
        get
        {
            lock (_gate)
            {
                return [.. _queue];
            }
        }
    }

    /// <summary>When the message that was not accepted is retried, on the fake's clock; <see langword="null"/> if no retry is pending.</summary>
    public DateTimeOffset? RetryAt
    {
        get
        {
            lock (_gate)
            {
                return _isPaused ? null : _retryAt;
            }
        }
    }

    private RedoxPush Push => _destination.Push;

    /// <summary>Adds raw bytes to the queue, such as a body that is not a message.</summary>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its <c>Content-Type</c>. Default: <c>application/json</c>.</param>
    /// <param name="fault">The fault on its way. Default: none.</param>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    public PushDelivery EnqueueBytes(ReadOnlyMemory<byte> body, string contentType = "application/json", PushFault? fault = null) =>
        Enqueue(PushedContent.Of(body, contentType), fault);

    /// <summary>Holds everything back until <see cref="Resume"/>. An attempt in progress is not cancelled.</summary>
    public void Pause() => Change(() => _isPaused = true);

    /// <summary>Continues immediately, even if the next retry is not due yet.</summary>
    [Follows(Ledger.PushByHand)]
    public void Resume() => Change(() => (_isPaused, _failing, _retryAt, _failures) = (false, null, null, 0));

    /// <summary>Data model, status, and the number of waiting messages.</summary>
    public override string ToString() => $"{DataModel}: {Status.ToString().ToLowerInvariant()}, {Waiting.Count} waiting";

    internal bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count == 0;
            }
        }
    }

    internal PushDelivery Enqueue(PushedContent content, PushFault? fault)
    {
        Push.Work.ThrowIfStopped();
        var delivery = new PushDelivery(_destination, this, content, Push.Clock.GetUtcNow()) { Fault = fault };
        Push.Add(delivery);
        Change(() =>
        {
            _queue.AddLast(delivery);
            if (!_isRunning)
            {
                _isRunning = true;
                _ = Push.Work.DoInBackgroundAsync(RunAsync);
            }
        });
        return delivery;
    }

    internal void Remove(PushDelivery delivery) => Change(() =>
    {
        if (_queue.Remove(delivery))
        {
            Push.End(delivery, PushStatus.Failed);
            Forget(delivery);
        }
    });

    private async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var (next, until, changed) = Next();
            if (next is null || until is not null)
            {
                await WaitAsync(changed, until, stopping).ConfigureAwait(false);
            }
            else
            {
                Conclude(next, await TryAsync(next, stopping).ConfigureAwait(false));
            }
        }
    }

    /// <summary>The next message, until when it must wait, and a task that completes when either has changed.</summary>
    private (PushDelivery? Delivery, DateTimeOffset? Until, Task Changed) Next()
    {
        lock (_gate)
        {
            var next = _isPaused ? null : _queue.FirstOrDefault(delivery => delivery.Fault != PushFault.Overtaken);
            if (next is not null && _retryAt <= Push.Clock.GetUtcNow())
            {
                _retryAt = null;
            }

            return (next, next is null ? null : _retryAt, _changed.Task);
        }
    }

    private async Task WaitAsync(Task changed, DateTimeOffset? until, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var time = Task.Delay(until is { } then ? TimeUntil(then) : Timeout.InfiniteTimeSpan, Push.Clock, end.Token);

        // The clock may have been advanced before the timer existed.
        if (until is null || TimeUntil(until.Value) > TimeSpan.Zero)
        {
            // Off the thread that moves the clock, because the application's code may follow.
            await Task.WhenAny(changed, time).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }

        await end.CancelAsync().ConfigureAwait(false);
    }

    private TimeSpan TimeUntil(DateTimeOffset then) => Push.Clock.GetUtcNow() is var now && now < then ? then - now : TimeSpan.Zero;

    private Task<AttemptResult[]> TryAsync(PushDelivery delivery, CancellationToken stopping)
    {
        var (fault, attempts) = (delivery.Fault, new List<Task<AttemptResult>>());
        delivery.Fault = null;
        for (var i = 0; i < (fault == PushFault.Twice ? 2 : 1); i++)
        {
            attempts.Add(_destination.AttemptOnceAsync(delivery, Push.Options.ResponseTimeout, fault == PushFault.ResponseLost, stopping));
        }

        return Task.WhenAll(attempts);
    }

    private void Conclude(PushDelivery delivery, AttemptResult[] results) => Change(() =>
    {
        if (results.All(result => result.IsAccepted))
        {
            foreach (var overtaken in _queue.TakeWhile(other => other != delivery))
            {
                overtaken.Fault = null;
            }

            _queue.Remove(delivery);
            Push.End(delivery, PushStatus.Succeeded);
            Forget(delivery);
        }
        else if (_queue.Contains(delivery))
        {
            _failing = delivery;
            _retryAt = Push.Clock.GetUtcNow() + Push.Options.WaitAfter(++_failures);
        }

        Array.ForEach(results, result => result.Show());
    });

    private void Forget(PushDelivery delivery)
    {
        if (_failing == delivery)
        {
            (_failing, _retryAt, _failures) = (null, null, 0);
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            _changed.TrySetResult();
            _changed = NewChange();
        }

        Push.Changes.Signal();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
