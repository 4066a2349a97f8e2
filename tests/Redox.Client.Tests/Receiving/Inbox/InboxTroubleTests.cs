using System.Data;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving.Inbox;

/// <summary>An inbox that fails, and an application that stops in the middle.</summary>
public sealed class InboxTroubleTests
{
    private readonly TroubledInbox _inbox = new();

    [Fact]
    public async Task Message_that_cannot_be_stored_returns_500()
    {
        await using var app = await StartAsync();
        _inbox.StoreFailures = 1;

        var reply = await app.PostAsync(TestDestination.LogId);

        Assert.Equal((RedoxDestinationOutcome.Failed, 500), (reply.Outcome, reply.StatusCode));
        Assert.Contains($"Scheduling.New (log {TestDestination.LogId}) could not be stored in the inbox (IOException)", app.App.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", app.App.Log, StringComparison.Ordinal);
        Assert.Equal(RedoxDestinationOutcome.Stored, (await app.PostAsync(TestDestination.LogId)).Outcome);
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(InvalidOperationException))]
    public async Task Failed_store_after_the_sender_has_left_is_logged_without_content(Type failure)
    {
        await using var app = await StartAsync();
        (_inbox.StoreFailures, _inbox.Failure) = (1, (Exception)Activator.CreateInstance(failure, "CANARY")!);

        var reply = await app.App.PostAndLeaveAsync(TestDestination.Appointment());

        Assert.Equal((RedoxDestinationOutcome.Failed, 500), (reply.Outcome, reply.StatusCode));
        Assert.Contains($"Scheduling.New (log {TestDestination.LogId}) could not be stored in the inbox ({failure.Name})", app.App.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", app.App.Log, StringComparison.Ordinal);
    }

    /// <summary>For instance tables of another version, once the server can be reached.</summary>
    [Fact]
    public async Task Mistake_in_the_configuration_is_logged_with_its_remedy()
    {
        await using var app = await StartAsync();
        (_inbox.StoreFailures, _inbox.Failure) = (1, new RedoxConfigurationException("The tables are missing. Run the script."));

        await app.PostAsync(TestDestination.LogId);

        Assert.Contains("could not be stored in the inbox (The tables are missing. Run the script). Redox", app.App.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_mark_is_set_later_without_handling_again()
    {
        await using var app = await StartAsync();
        _inbox.ResultFailures = 3;

        await app.PostAsync("a");
        await app.UntilAsync(() => _inbox.Handled == 1, TimeSpan.FromSeconds(1));

        Assert.Single(app.Journal);
    }

    [Fact]
    public async Task An_inbox_that_cannot_be_read_is_tried_again()
    {
        await using var app = await StartAsync();
        await app.UntilAsync(() => _inbox.Claims > 0);
        _inbox.ClaimFailures = 3;

        await app.PostAsync("a");
        await app.UntilAsync(() => _inbox.Handled == 1, TimeSpan.FromSeconds(1));

        Assert.Contains("The inbox of the destination 'default' cannot be read or written (IOException)", app.App.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_handler_may_finish_when_the_application_stops()
    {
        var gate = new TaskCompletionSource();
        await using var app = await StartAsync((_, cancellationToken) => gate.Task.WaitAsync(cancellationToken));
        await app.PostAsync("a");
        await app.PostAsync("b");
        await app.HandledAsync(1);

        var stopping = app.StopAsync();
        Assert.False(stopping.IsCompleted);
        gate.SetResult();
        await stopping;

        Assert.Equal((1, 1), (_inbox.Handled, app.Journal.Count));
    }

    [Fact]
    public async Task A_handler_that_does_not_end_in_time_is_cancelled_and_its_message_stays()
    {
        using var deadline = new CancellationTokenSource();
        var cancelled = new TaskCompletionSource();
        await using var app = await StartAsync(async (_, cancellationToken) =>
        {
            try
            {
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }
            finally
            {
                cancelled.SetResult();
            }
        });
        await app.PostAsync("a");
        await app.HandledAsync(1);

        var stopping = app.StopAsync(deadline.Token);
        await deadline.CancelAsync();
        await stopping;
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));

        var waiting = Assert.Single(await _inbox.ListAsync("", RedoxInboxItemState.Waiting, 0, 10));
        Assert.Equal((0, 0), (_inbox.Handled, waiting.Attempts));
    }

    [Fact]
    public async Task An_inbox_outside_the_applications_database_says_so()
    {
        Exception? failure = null;
        await using var app = await StartAsync(async (delivery, token) =>
        {
            using var transaction = new SomeTransaction();
            failure = await Record.ExceptionAsync(() => delivery.CompleteWithAsync(transaction, token));
        });
        await app.PostAsync("a");
        await app.UntilAsync(() => _inbox.Handled == 1);

        Assert.StartsWith("CompleteWithAsync: this inbox is not in a database of the application's.", Assert.IsType<InvalidOperationException>(failure).Message, StringComparison.Ordinal);
    }

    private Task<InboxApplication> StartAsync(Func<RedoxDeliveryContext, CancellationToken, Task>? handle = null) =>
        InboxApplication.StartAsync(destination => destination.UseInbox(_ => _inbox), handle);

    private sealed class SomeTransaction : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.Serializable;

        protected override DbConnection? DbConnection => null;

        public override void Commit()
        {
        }

        public override void Rollback()
        {
        }
    }
}
