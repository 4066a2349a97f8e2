using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Storage;

namespace Redox.Client.Receiving.Inbox;

/// <summary>
/// Handles the messages in the inbox of one destination, together with the other processes that share it. When the application stops, nothing new is claimed, running
/// handlers may finish within the host's shutdown timeout, and what did not end is given back.
/// </summary>
internal sealed class InboxWorker(Func<StoredMessages> messages, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>For changes without a signal: retries that become due, and messages of other processes. Somewhat different each time, so that processes do not ask in step.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _abandon = new();
    private StoredMessages _messages = null!; // From the start on.

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
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false); // Ends with the last handler, or at the host's deadline.
        _messages?.Inbox.Idle.End(); // Even when it never ran.
        await _abandon.CancelAsync().ConfigureAwait(false);
        if (ExecuteTask is { } work)
        {
            await work.WaitAsync(PollInterval, TimeProvider.System, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Gives back what did not end.
        }
    }

    public override void Dispose()
    {
        _abandon.Cancel();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var clock = await StartClockAsync(stoppingToken).ConfigureAwait(false);
        if (clock is null)
        {
            return;
        }

        var window = new InboxWindow(_messages, clock, logger, _abandon.Token);
        using var ended = new CancellationTokenSource();
        var upkeep = Task.WhenAll(
            new Heartbeat(Inbox, window, time, logger).RunAsync(ended.Token),
            new Retention(Inbox, clock, logger).RunAsync(stoppingToken),
            new InboxWatch(Inbox, window, time, logger).RunAsync(stoppingToken));
        try
        {
            await SlideAsync(window, clock, stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            await window.EndAsync().ConfigureAwait(false);
            Inbox.Idle.End();
            await ended.CancelAsync().ConfigureAwait(false);
            await upkeep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SlideAsync(InboxWindow window, InboxTime clock, CancellationToken stopping)
    {
        for (var failures = 0; !stopping.IsCancellationRequested;)
        {
            try
            {
                var asked = Inbox.Idle.Last;
                if (!await window.SlideAsync(stopping).ConfigureAwait(false))
                {
                    var next = Inbox.Signal.WaitAsync(NextPoll(window), time, stopping);
                    AnswerWhenAtRest(window, asked); // After the wait has begun: time may pass at once.
                    await next.ConfigureAwait(false);
                }

                failures = 0;
            }
            catch (Exception exception)
            {
                logger.InboxFailed(Inbox.Shown, StoreFailure.Describe(exception));
                await RestAsync(Inbox.Options.WaitForStore(++failures), window, stopping).ConfigureAwait(false);
            }
        }
    }

    private static TimeSpan NextPoll(InboxWindow window)
    {
        var poll = PollInterval * (0.75 + (0.5 * Random.Shared.NextDouble()));
        return window.RetryDueIn < poll ? window.RetryDueIn : poll;
    }

    // The store cannot be used for a while. Meanwhile the inbox counts as idle, unless a handler is still running.
    private async Task RestAsync(TimeSpan wait, InboxWindow window, CancellationToken stopping)
    {
        var start = time.GetTimestamp();
        while (wait - time.GetElapsedTime(start) is { Ticks: > 0 } left && !stopping.IsCancellationRequested)
        {
            var next = Inbox.Signal.WaitAsync(left, time, stopping);
            if (!window.Running.Any())
            {
                Inbox.Idle.Answer(Inbox.Idle.Last);
            }

            await next.ConfigureAwait(false);
        }
    }

    private void AnswerWhenAtRest(InboxWindow window, long asked)
    {
        if (window.IsAtRest)
        {
            Inbox.Idle.Answer(asked);
        }
    }

    private async Task<InboxTime?> StartClockAsync(CancellationToken stopping)
    {
        for (var failures = 1; !stopping.IsCancellationRequested; failures++)
        {
            try
            {
                var kept = await Inbox.Store.KeepTimeAsync(Inbox.Destination, DateTimeOffset.MinValue, stopping).ConfigureAwait(false);
                return new InboxTime(time, kept == DateTimeOffset.MinValue ? time.GetUtcNow() : kept);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                logger.InboxFailed(Inbox.Shown, StoreFailure.Describe(exception));
                var next = Task.Delay(Inbox.Options.WaitForStore(failures), time, stopping);
                Inbox.Idle.Answer(Inbox.Idle.Last);
                await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception)
            {
                return null;
            }
        }

        return null;
    }
}
