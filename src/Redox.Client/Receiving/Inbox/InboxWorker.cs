using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// Handles the messages in the inbox of one destination, as soon as no other process does. When the application stops, running handlers may finish within the host's
/// shutdown timeout; unfinished messages stay in the inbox.
/// </summary>
internal sealed class InboxWorker(Func<StoredMessages> messages, TimeProvider time, ILogger logger) : BackgroundService
{
    private readonly CancellationTokenSource _abandon = new();
    private StoredMessages _messages = null!; // From the start on.
    private IInboxOwnership? _ownership;
    private bool _isTold;
    private long _startedAt;

    private DestinationInbox Inbox => _messages.Inbox;

    /// <summary>Completes when nothing more happens in the inbox until time passes or a message comes.</summary>
    public Task WhenIdleAsync()
    {
        if (ExecuteTask is null)
        {
            throw new InvalidOperationException("The messages of the inbox are not being handled: start the host first.");
        }

        var idle = Inbox.Idle.Add();
        Inbox.Signal.Give();
        return idle;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Not earlier: the host creates its services before it checks the settings, and all faults of those are to be reported at once.
        _messages = messages();
        _startedAt = time.GetTimestamp();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false); // Ends with the last handler, or at the host's deadline.
        _messages?.Inbox.Idle.End(); // Even when it never ran.
        await _abandon.CancelAsync().ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _abandon.Cancel();
        Release();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        InboxRound? round = null;
        var handling = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        try
        {
            for (var failures = 0; !stoppingToken.IsCancellationRequested;)
            {
                try
                {
                    round ??= await BeginAsync(stoppingToken).ConfigureAwait(false);
                    if (round is not null && _ownership?.Loss is { } loss)
                    {
                        await GiveWayAsync(round, loss, handling).ConfigureAwait(false);
                        (round, handling) = (null, CancellationTokenSource.CreateLinkedTokenSource(stoppingToken));
                        continue;
                    }

                    await (round is null ? RestAsync(InboxRound.PollInterval, round, stoppingToken) : round.TakeAsync(handling.Token)).ConfigureAwait(false);
                    failures = 0;
                }
                catch (Exception) when (stoppingToken.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception exception)
                {
                    logger.InboxFailed(Inbox.Shown, StoreFailure.Describe(exception));
                    await RestAsync(Inbox.Options.WaitAfter(++failures), round, stoppingToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await (round?.EndAsync() ?? Task.CompletedTask).ConfigureAwait(false);
            Inbox.Idle.End();
            Release();
            handling.Dispose();
        }
    }

    private async Task<InboxRound?> BeginAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        _ownership = await Inbox.TryOwnAsync(now, stopping).ConfigureAwait(false);
        if (_ownership is null)
        {
            if (!_isTold)
            {
                logger.OtherProcessHandles(Inbox.Shown);
                _isTold = true;
            }

            _startedAt = time.GetTimestamp();
            return null;
        }

        if (_isTold)
        {
            logger.InboxTakenOver(Inbox.Shown);
        }

        foreach (var death in _ownership.Deaths)
        {
            var logId = ClientTelemetry.LogIdInLog(death.LogId);
            if (death.IsParked)
            {
                logger.MessageParkedAfterDeaths(Inbox.Shown, logId, death.Count);
            }
            else
            {
                logger.ProcessDied(Inbox.Shown, logId, death.Count);
            }
        }

        InboxGauges.Watch(Inbox, time);
        return new InboxRound(_messages, _ownership, time, _startedAt, logger, _abandon.Token);
    }

    // Running handlers may finish, as when the application stops; nothing else begins.
    private async Task GiveWayAsync(InboxRound round, string loss, CancellationTokenSource handling)
    {
        logger.InboxFailed(Inbox.Destination, loss);
        await handling.CancelAsync().ConfigureAwait(false);
        await round.EndAsync().ConfigureAwait(false);
        handling.Dispose();
        Release();
        (_isTold, _startedAt) = (false, time.GetTimestamp());
    }

    // No message can be taken for a while. Meanwhile the inbox counts as idle, unless a handler is still running.
    private async Task RestAsync(TimeSpan wait, InboxRound? round, CancellationToken stopping)
    {
        var start = time.GetTimestamp();
        while (wait - time.GetElapsedTime(start) is { Ticks: > 0 } left && !stopping.IsCancellationRequested)
        {
            var next = Inbox.Signal.WaitAsync(left, time, stopping);
            if (round?.IsAtRest ?? true)
            {
                Inbox.Idle.Answer(Inbox.Idle.Last);
            }

            await next.ConfigureAwait(false);
        }
    }

    private void Release()
    {
        if (_messages is not null)
        {
            InboxGauges.Forget(Inbox);
        }

        Interlocked.Exchange(ref _ownership, null)?.Dispose();
    }
}
