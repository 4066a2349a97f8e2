using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// The messages that this process has claimed: some are being handled, each of another key; some wait for a place, as many as were handled lately; and of some the
/// result is not recorded yet. Slides on with every call of the store, which records results and claims messages: nobody waits for the slowest.
/// </summary>
internal sealed class InboxWindow(StoredMessages messages, InboxTime time, ILogger logger, CancellationToken abandoned)
{
    // Waiting for a place, for each place. Nobody else can handle them meanwhile, so not many.
    private const int MostAhead = 8;

    // A message that was being handled when its process died is handled alone for this long, so that the next death has no innocent suspects; and it waits no longer for those that
    // are being handled already.
    private static readonly TimeSpan Alone = TimeSpan.FromMinutes(1);

    // The clocks of several processes may differ: the longest wait is not over for another one at once.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);

    private readonly LeaseExtension _extension = new(messages.Inbox, time);
    private readonly MessageWork _work = new(messages, time, logger, messages.Inbox.Signal.Give, abandoned);
    private readonly ConcurrentDictionary<long, Claimed> _running = [];
    private readonly ConcurrentQueue<Claimed> _ahead = new();
    private readonly ConcurrentQueue<RedoxInboxResult> _results = new();
    private readonly Lock _places = new();
    private List<RedoxInboxResult> _unrecorded = [];
    private readonly ConcurrentQueue<Claimed> _suspects = new(); // One at most.
    private long _retryAt = long.MaxValue;
    private int _taken;
    private int _ended;
    private int _pace;

    public IEnumerable<Claimed> Running => _running.Values;

    // Also of those whose results are not recorded yet.
    private IReadOnlyList<RedoxInboxLease> Leases =>
        [.. Held.Select(message => message.Lease).Concat(_results.Select(result => result.Lease)).Concat(_unrecorded.Select(result => result.Lease)).Distinct()];

    /// <summary>Whether nothing happens until time passes or a message comes.</summary>
    public bool IsAtRest => Volatile.Read(ref _taken) == 0 && _ahead.IsEmpty && _results.IsEmpty && _unrecorded.Count == 0 && _suspects.IsEmpty;

    /// <summary>How long until a retry of this process is due that there is a place for. When a place becomes free, there is a signal.</summary>
    public TimeSpan RetryDueIn => _retryAt == long.MaxValue || Free <= 0 || IsAlone ? TimeSpan.MaxValue : TimeSpan.FromTicks(Math.Max(0, _retryAt - time.Now.UtcTicks));

    private DestinationInbox Inbox => messages.Inbox;

    private RedoxInboxOptions Options => Inbox.Options;

    private IEnumerable<Claimed> Held => Running.Concat(_ahead).Concat(_suspects);

    private int Free => Options.MaxConcurrency - Volatile.Read(ref _taken);

    private bool IsAlone => !_suspects.IsEmpty || Running.Any(message => message.IsSuspect && !RunsLong(message));

    /// <summary>Records what has ended, and claims as much as there is place for.</summary>
    /// <returns>Whether there may be more to do at once.</returns>
    public async Task<bool> SlideAsync(CancellationToken stopping)
    {
        if (_extension.IsOverdue)
        {
            await ExtendAsync(CancellationToken.None).ConfigureAwait(false); // It must not claim what it is handling.
        }

        var count = IsAlone || stopping.IsCancellationRequested ? 0 : Missing();
        var entries = count > 0 || HasResults ? await CallAsync(count).ConfigureAwait(false) : [];
        if (stopping.IsCancellationRequested)
        {
            Release(entries.Select(entry => entry.Lease));
        }
        else
        {
            Take(entries);
        }

        StartSuspect(stopping);
        StartAhead(stopping);
        return !_results.IsEmpty || (entries.Count == count && count > 0);
    }

    /// <summary>Extends the leases, so that nobody else claims these messages. The handlers of those that somebody has claimed are told.</summary>
    public async Task ExtendAsync(CancellationToken cancellationToken)
    {
        foreach (var lost in await _extension.RunAsync(Leases, cancellationToken).ConfigureAwait(false))
        {
            await LoseAsync(lost, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing more is begun: waits for the handlers until the application must end, and gives back what did not end.</summary>
    public async Task EndAsync()
    {
        ReleaseAhead();
        Release(_suspects.Select(suspect => suspect.Lease));
        _suspects.Clear();
        while (Volatile.Read(ref _taken) > 0 && !abandoned.IsCancellationRequested)
        {
            await TryRecordAsync().ConfigureAwait(false);
            await Inbox.Signal.WaitAsync(InboxWorker.PollInterval, time.Provider, abandoned).ConfigureAwait(false);
        }

        Release(Running.Select(message => message.Lease)); // Those that do not heed their token. The handlers' own results come too late then.
        for (var attempt = 1; attempt <= 3 && HasResults; attempt++)
        {
            await TryRecordAsync().ConfigureAwait(false);
        }
    }

    // One that has ended meanwhile is no loss: its lease went with its result, or with the handler's own transaction.
    private async Task LoseAsync(RedoxInboxLease lease, CancellationToken cancellationToken)
    {
        if (Held.FirstOrDefault(held => held.Lease == lease) is { Lost.IsCancellationRequested: false } message
            && !(message.Incoming?.Completion is { IsUsed: true } completion && await _extension.LimitedAsync(completion.IsCommittedAsync, cancellationToken).ConfigureAwait(false)))
        {
            logger.LeaseLost(Inbox.Shown, ClientTelemetry.LogIdInLog(message.Entry.LogId));
            await message.LoseAsync().ConfigureAwait(false);
        }
    }

    // Places that are free, and as many messages ahead as handlers ended lately. A call that records results claims as many, so that handlers do not run dry meanwhile.
    private int Missing()
    {
        var ended = Interlocked.Exchange(ref _ended, 0);
        _pace = Math.Min(MostAhead * Options.MaxConcurrency, Math.Max(ended, _pace * 3 / 4));
        return Math.Max(0, Free + _pace - _ahead.Count);
    }

    private bool HasResults => !_results.IsEmpty || _unrecorded.Count > 0;

    private async Task TryRecordAsync()
    {
        try
        {
            if (HasResults)
            {
                await CallAsync(0).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            logger.InboxFailed(Inbox.Shown, Storage.StoreFailure.Describe(exception));
        }
    }

    // What could not be recorded is recorded next time: a message that was handled and does not count as handled would be handled again.
    private async Task<IReadOnlyList<RedoxInboxEntry>> CallAsync(int count)
    {
        var results = new List<RedoxInboxResult>(_unrecorded);
        while (_results.TryDequeue(out var result))
        {
            results.Add(result);
        }

        _unrecorded = results;
        var now = time.Now;
        var claimed = await Inbox.Store.ClaimAsync(
            new RedoxInboxClaim
            {
                Destination = Inbox.Destination,
                Count = count,
                MaxLarge = Held.Any(message => message.WaitsForRoom) ? 0 : 1,
                Lease = Options.Lease,
                DueBy = now,
                LatestDue = now + Options.MaxRetryDelay + ClockDifference,
                Results = results,
            },
            CancellationToken.None).ConfigureAwait(false);
        _unrecorded = [.. results.Where(result => claimed.Unrecorded.Contains(result.Lease))];
        InboxMeter.Parked(Inbox.Destination, results.Count(result => result.Kind == RedoxInboxResultKind.Parked && !claimed.Lost.Contains(result.Lease) && !claimed.Unrecorded.Contains(result.Lease)));
        foreach (var lease in claimed.Lost)
        {
            logger.ResultRefused(Inbox.Shown, lease.Id);
        }

        var retries = results.Where(result => result.Kind == RedoxInboxResultKind.Retry).Select(result => result.At.UtcTicks);
        _retryAt = retries.Append(_retryAt > now.UtcTicks ? _retryAt : long.MaxValue).Min();
        return claimed.Entries;
    }

    private void Take(IReadOnlyList<RedoxInboxEntry> entries)
    {
        var others = entries.Where(entry => !IsClaimedAgain(entry)).ToList();
        var (parked, alive) = (others.Where(entry => entry.Deaths >= Options.MaxDeaths), others.Where(entry => entry.Deaths < Options.MaxDeaths).ToList());
        foreach (var entry in parked)
        {
            logger.MessageParkedAfterDeaths(Inbox.Shown, ClientTelemetry.LogIdInLog(entry.LogId), entry.Deaths);
            _results.Enqueue(RedoxInboxResult.Parked(entry.Lease, time.Now, new RedoxInboxFailure("ProcessDied")));
        }

        if (alive.Find(entry => entry.Deaths > 0) is { } suspect)
        {
            logger.ProcessDied(Inbox.Shown, ClientTelemetry.LogIdInLog(suspect.LogId), suspect.Deaths);
            _suspects.Enqueue(new Claimed(suspect));
            Release(alive.Where(entry => entry != suspect).Select(entry => entry.Lease));
            ReleaseAhead();
            return;
        }

        foreach (var entry in alive)
        {
            _ahead.Enqueue(new Claimed(entry));
        }
    }

    // Its lease ran out unnoticed: the machine stood still, or the claim was under way when the process did.
    private bool IsClaimedAgain(RedoxInboxEntry entry)
    {
        var held = Held.FirstOrDefault(message => message.Entry.Id == entry.Id);
        held?.ClaimAgain(entry.Lease);
        return held is not null;
    }

    private void Release(IEnumerable<RedoxInboxLease> leases)
    {
        foreach (var lease in leases)
        {
            _results.Enqueue(RedoxInboxResult.Released(lease));
        }
    }

    private void ReleaseAhead()
    {
        while (_ahead.TryDequeue(out var message))
        {
            Release([message.Lease]);
        }
    }

    // Once all others are given back for certain: it may kill the process at once.
    private void StartSuspect(CancellationToken stopping)
    {
        if (_suspects.TryPeek(out var suspect) && Running.All(RunsLong) && _results.IsEmpty && !stopping.IsCancellationRequested && TryTakePlace())
        {
            Start(suspect, stopping);
            _suspects.Clear();
        }
    }

    private bool RunsLong(Claimed message) => message.StartedAt is { } since && time.Provider.GetElapsedTime(since) >= Alone;

    private void StartAhead(CancellationToken stopping)
    {
        while (_suspects.IsEmpty && TryTakePlace())
        {
            if (!stopping.IsCancellationRequested && _ahead.TryDequeue(out var message))
            {
                Start(message, stopping);
            }
            else
            {
                Interlocked.Decrement(ref _taken);
                return;
            }
        }
    }

    private bool TryTakePlace()
    {
        lock (_places)
        {
            if (Free <= 0)
            {
                return false;
            }

            Interlocked.Increment(ref _taken);
            return true;
        }
    }

    private void Start(Claimed message, CancellationToken stopping)
    {
        message.StartedAt = time.Provider.GetTimestamp();
        // Registered before it runs, so that its completion finds it. On the thread pool, so that a blocking handler only holds up its own place.
        _running[message.Entry.Id] = message;
        _ = Task.Run(() => RunAsync(message, stopping), CancellationToken.None);
    }

    private async Task RunAsync(Claimed message, CancellationToken stopping)
    {
        // One that was told that another process has it, and has been claimed again, is given back.
        var result = await _work.HandleAsync(message).ConfigureAwait(false) ?? (message.IsClaimedAgain ? RedoxInboxResult.Released(message.Lease) : null);
        _running.TryRemove(message.Entry.Id, out _); // First: once the result is recorded, it may be claimed at once.
        if (result is not null)
        {
            _results.Enqueue(result);
        }

        message.Dispose();
        Interlocked.Increment(ref _ended);
        Interlocked.Decrement(ref _taken);
        StartAhead(stopping);
        Inbox.Signal.Give();
    }
}
