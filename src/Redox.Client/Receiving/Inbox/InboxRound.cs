using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// Keeps the lanes full: a message is taken as soon as a lane is free, however long the others take. Apart from the messages being handled, only some small ones are
/// read, and one that is not small, so memory does not grow with the backlog.
/// </summary>
internal sealed class InboxRound(
    StoredMessages messages, IInboxOwnership ownership, TimeProvider time, long startedAt, ILogger logger, CancellationToken abandoned)
{
    /// <summary>For changes without a signal: retries that become due, and messages that were released or stored by another process.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    // A message that was being handled when a process died is handled alone for this long, so that the next death has no innocent suspects.
    private static readonly TimeSpan Alone = TimeSpan.FromMinutes(1);

    private readonly InboxClock _clock = new(time, ownership.KeptTime ?? time.GetUtcNow(), startedAt);
    private readonly LaneWork _work = new(messages, ownership, time, logger, abandoned);
    private readonly ConcurrentDictionary<int, (Lane Lane, Task Work)> _lanes = [];

    // Small messages for the lanes that become free next. None when order is kept: a message that fails is also the next one.
    private readonly ConcurrentQueue<RedoxInboxEntry> _ahead = new();
    private readonly int _maxAhead = messages.Inbox.Options.MaxConcurrency == 1 ? 0 : 4 * messages.Inbox.Options.MaxConcurrency;
    private DateTimeOffset? _forgetAt;
    private DateTimeOffset _watchAt;
    private Task _forgetting = Task.CompletedTask;

    private DestinationInbox Inbox => messages.Inbox;

    private RedoxInboxOptions Options => Inbox.Options;

    /// <summary>Whether nothing happens in any lane until time passes.</summary>
    public bool IsAtRest => (_ahead.IsEmpty || _lanes.Count == Options.MaxConcurrency) && _lanes.Values.All(entry => entry.Lane.WaitsUntil > _clock.Now);

    /// <summary>Fills the free lanes, and waits until there may be something to do again.</summary>
    public async Task TakeAsync(CancellationToken stopping)
    {
        var asked = Inbox.Idle.Last;
        var now = _clock.Now;
        Forget(now, stopping);
        Watch(now);
        var isFilled = await FillAsync(now, stopping).ConfigureAwait(false);
        if (isFilled && _lanes.Count < Options.MaxConcurrency && !OneWaitsForRoom)
        {
            return; // There may be more.
        }

        var next = Inbox.Signal.WaitAsync(PollInterval, time, stopping);
        if (!isFilled && IsAtRest)
        {
            Inbox.Idle.Answer(asked); // After the wait has begun: time may pass at once.
        }

        await next.ConfigureAwait(false);
    }

    /// <summary>Waits for the running handlers, and saves the time.</summary>
    public async Task EndAsync()
    {
        await Task.WhenAll(_lanes.Values.Select(entry => entry.Work).Append(_forgetting)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ownership.KeepTimeAsync(_clock.Now).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Time that is not saved counts as downtime.
    }

    private async Task<bool> FillAsync(DateTimeOffset now, CancellationToken stopping)
    {
        var free = Options.MaxConcurrency - _lanes.Count;
        if ((free == 0 && _ahead.Count >= Math.Max(1, _maxAhead / 2)) || (free == 0 && _maxAhead == 0) || _lanes.Values.Any(entry => IsAlone(entry.Lane, now)))
        {
            return false;
        }

        // When order is kept, the oldest comes first, and its wait delays all others; otherwise it delays none, and only due messages are read.
        var dueBy = Options.MaxConcurrency == 1 ? DateTimeOffset.MaxValue : now;
        HashSet<long> taken = [.. _ahead.Select(entry => entry.Id), .. _lanes.Values.Select(entry => entry.Lane.Entry.Id)];
        var count = OneWaitsForRoom ? 0 : Math.Min(free, 1); // Of any size; beyond that, small ones.
        var entries = await ownership.ReadAsync(dueBy, count, _maxAhead + free - count, taken, stopping).ConfigureAwait(false);
        if (taken.Count == 0 && entries.FirstOrDefault(entry => entry.Deaths > 0) is { } suspect)
        {
            entries = [suspect];
        }

        foreach (var entry in entries)
        {
            _ahead.Enqueue(entry);
        }

        for (var number = 0; number < Options.MaxConcurrency && !_ahead.IsEmpty; number++)
        {
            if (!_lanes.ContainsKey(number) && _ahead.TryDequeue(out var entry))
            {
                Start(new Lane(number, entry), stopping);
            }
        }

        return entries.Count > 0;
    }

    private bool OneWaitsForRoom => _lanes.Values.Any(entry => entry.Lane.WaitsForRoom);

    private static bool IsAlone(Lane lane, DateTimeOffset now) => lane.Entry.Deaths > 0 && lane.WaitsUntil <= now && !(now - lane.HandledSince >= Alone);

    private void Start(Lane lane, CancellationToken stopping)
    {
        // Registered before it runs, so that its completion finds it. On the thread pool, so that a blocking handler only holds up its own lane.
        var work = new Task<Task>(() => RunAsync(lane, stopping), CancellationToken.None, TaskCreationOptions.DenyChildAttach);
        _lanes[lane.Number] = (lane, work.Unwrap());
        work.Start(TaskScheduler.Default);
    }

    private async Task RunAsync(Lane lane, CancellationToken stopping)
    {
        var work = _lanes[lane.Number].Work;
        await _work.HandleAsync(lane, _clock, stopping).ConfigureAwait(false);
        while (!stopping.IsCancellationRequested && _ahead.TryDequeue(out var entry))
        {
            if (_ahead.Count == _maxAhead / 2)
            {
                Inbox.Signal.Give();
            }

            lane = new Lane(lane.Number, entry);
            _lanes[lane.Number] = (lane, work);
            await _work.HandleAsync(lane, _clock, stopping).ConfigureAwait(false);
        }

        _lanes.TryRemove(lane.Number, out _);
        Inbox.Signal.Give();
    }

    private void Watch(DateTimeOffset now)
    {
        if (now < _watchAt)
        {
            return;
        }

        _watchAt = now + PollInterval;
        foreach (var (lane, _) in _lanes.Values)
        {
            if (lane.WarningDue(now) is { } minutes)
            {
                logger.HandlerIsSlow(lane.Incoming?.MessageType ?? "A message", ClientTelemetry.LogIdInLog(lane.Incoming?.Delivery.LogId), Inbox.Shown, minutes);
            }
        }
    }

    // Concurrent with handling, which must not wait for it. A contract inbox forgets what this process handled, and earlier messages only after running for Retention:
    // how long the previous process ran is unknown.
    private void Forget(DateTimeOffset now, CancellationToken stopping)
    {
        _forgetAt ??= ownership.KeptTime is null ? now + Options.Retention : now;
        if (now >= _forgetAt && _forgetting.IsCompleted)
        {
            _forgetAt = now + (Options.Retention < ForgetInterval ? Options.Retention : ForgetInterval);
            _forgetting = Task.Run(() => ForgetAsync(now, stopping), CancellationToken.None);
        }
    }

    private async Task ForgetAsync(DateTimeOffset now, CancellationToken stopping)
    {
        try
        {
            await ownership.KeepTimeAsync(now).ConfigureAwait(false);
            await Inbox.Store.ForgetAsync(Inbox.Destination, now - Options.Retention, stopping).ConfigureAwait(false);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            logger.InboxFailed(Inbox.Shown, StoreFailure.Describe(exception));
        }
        catch (Exception)
        {
            // The next process forgets them.
        }
    }
}
