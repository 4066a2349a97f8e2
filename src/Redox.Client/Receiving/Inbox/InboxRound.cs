using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// Keeps the lanes full: a message is taken as soon as a lane is free, however long the others take. Beyond those that are handled only some small messages are
/// read, so memory does not grow with the backlog.
/// </summary>
internal sealed class InboxRound(
    RedoxDestination destination, DestinationInbox inbox, IInboxOwnership ownership, TimeProvider time, long startedAt, ILogger logger, CancellationToken abandoned)
{
    /// <summary>For what no signal tells: retries that become due, messages that somebody released or another process stored.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    // A message that was begun when a process died is handled alone for so long, so that the next death has no innocent suspects.
    private static readonly TimeSpan Alone = TimeSpan.FromMinutes(1);

    private readonly InboxClock _clock = new(time, ownership.KeptTime ?? time.GetUtcNow(), startedAt);
    private readonly LaneWork _work = new(destination, inbox, ownership, time, logger, abandoned);
    private readonly ConcurrentDictionary<int, (Lane Lane, Task Work)> _lanes = [];

    // Small messages for the lanes that become free next. In order there are none: a message that fails is the next one.
    private readonly ConcurrentQueue<RedoxInboxEntry> _ahead = new();
    private readonly int _maxAhead = inbox.Options.MaxConcurrency == 1 ? 0 : 4 * inbox.Options.MaxConcurrency;
    private DateTimeOffset? _forgetAt;
    private DateTimeOffset _watchAt;
    private Task _forgetting = Task.CompletedTask;

    private RedoxInboxOptions Options => inbox.Options;

    /// <summary>Whether nothing goes on in any lane until time passes.</summary>
    public bool IsAtRest => (_ahead.IsEmpty || _lanes.Count == Options.MaxConcurrency) && _lanes.Values.All(entry => entry.Lane.WaitsUntil > _clock.Now);

    /// <summary>Fills the lanes that are free, and waits until there may be something to do again.</summary>
    public async Task TakeAsync(CancellationToken stopping)
    {
        var asked = inbox.Idle.Last;
        var now = _clock.Now;
        Forget(now, stopping);
        Watch(now);
        var isFilled = await FillAsync(now, stopping).ConfigureAwait(false);
        var next = inbox.Signal.WaitAsync(PollInterval, time, stopping);
        if (!isFilled && IsAtRest)
        {
            inbox.Idle.Answer(asked); // After the wait has begun: time may pass at once.
        }

        await next.ConfigureAwait(false);
    }

    /// <summary>Waits for the handlers that run, and keeps the time.</summary>
    public async Task EndAsync()
    {
        await Task.WhenAll(_lanes.Values.Select(entry => entry.Work).Append(_forgetting)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ownership.KeepTimeAsync(_clock.Now).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // What is not kept counts as standstill.
    }

    private async Task<bool> FillAsync(DateTimeOffset now, CancellationToken stopping)
    {
        var free = Options.MaxConcurrency - _lanes.Count;
        if ((free == 0 && _ahead.Count >= Math.Max(1, _maxAhead / 2)) || (free == 0 && _maxAhead == 0) || _lanes.Values.Any(entry => IsAlone(entry.Lane, now)))
        {
            return false;
        }

        // In order the oldest comes first, and its wait holds up all; else it holds up nothing, and only what is due is read.
        var dueBy = Options.MaxConcurrency == 1 ? DateTimeOffset.MaxValue : now;
        HashSet<long> taken = [.. _ahead.Select(entry => entry.Id), .. _lanes.Values.Select(entry => entry.Lane.Entry.Id)];
        var entries = await ownership.ReadAsync(dueBy, free, _maxAhead, taken, stopping).ConfigureAwait(false);
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

    private static bool IsAlone(Lane lane, DateTimeOffset now) => lane.Entry.Deaths > 0 && lane.WaitsUntil <= now && !(now - lane.HandledSince >= Alone);

    private void Start(Lane lane, CancellationToken stopping)
    {
        // Known before it runs, so that its end finds it. On the pool, so that a handler that blocks holds up its own lane only.
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
                inbox.Signal.Give();
            }

            lane = new Lane(lane.Number, entry);
            _lanes[lane.Number] = (lane, work);
            await _work.HandleAsync(lane, _clock, stopping).ConfigureAwait(false);
        }

        _lanes.TryRemove(lane.Number, out _);
        inbox.Signal.Give();
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
                logger.HandlerIsSlow(lane.Incoming?.MessageType ?? "A message", lane.Incoming?.LogIdToShow, destination.Shown, minutes);
            }
        }
    }

    // Beside the handling, which must not wait for it. What an inbox of the contract forgets was handled by this process, or before it had run for as long as Retention:
    // how long the one before ran, nobody knows.
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
            await inbox.Store.ForgetAsync(destination.Name, now - Options.Retention, stopping).ConfigureAwait(false);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            logger.InboxFailed(destination.Shown, StoreFailure.Describe(exception));
        }
        catch (Exception)
        {
            // The next process forgets.
        }
    }
}
