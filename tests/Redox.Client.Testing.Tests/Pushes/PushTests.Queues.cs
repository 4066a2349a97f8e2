using Redox.Client.Models;

namespace Redox.Client.Testing.Tests.Pushes;

/// <content>Queues: order, pauses, retries on the clock, duplicates.</content>
public abstract partial class PushTests
{
    private PushSubscription Scheduling => _destination.Subscription("Scheduling");

    [Fact]
    public async Task A_queue_delivers_in_order()
    {
        var deliveries = "123456789".Select(number => _destination.Enqueue(Appointment($"{number}"))).ToList();
        await _destination.WhenIdleAsync();

        Assert.Equal("123456789", _app.Order);
        Assert.All(deliveries, delivery => Assert.Equal(PushStatus.Succeeded, delivery.Status));
        Assert.Equal(deliveries.Select(delivery => delivery.LogId), _app.Received.Select(push => push.LogId));
        await _redox.VerifyAsync();
    }

    [Fact]
    public async Task The_next_message_waits_until_the_previous_one_is_accepted()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _app.AnswerAsync = async (_, _) =>
        {
            arrived.TrySetResult();
            await gate.Task;
            return new(200, "");
        };
        _destination.Enqueue(Appointment("1"));
        _destination.Enqueue(Appointment("2"));

        await arrived.Task;
        await _redox.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("1", _app.Order);

        gate.SetResult();
        await _destination.WhenIdleAsync();
        Assert.Equal("12", _app.Order);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(302)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_queue_retries_a_message_before_the_next(int status)
    {
        _app.AnswerInTurn(status, status);
        var first = _destination.Enqueue(Appointment("1"));
        _destination.Enqueue(Appointment("2"));

        await RetryAsync(first, failures: 1);
        await RetryAsync(first, failures: 2);
        await _destination.WhenIdleAsync();

        Assert.Equal("1112", _app.Order);
        Assert.Equal([status, status, 200], first.Attempts.Select(attempt => attempt.Status));
        Assert.Single(_app.Received.Take(3).Select(push => push.LogId).Distinct());
        Assert.Equal(first.Attempts.Select(attempt => attempt.Id), _app.Received.Take(3).Select(push => push.AttemptId));
        Assert.Equal(4, _app.Received.Select(push => push.AttemptId).Distinct().Count());

        // The rest of the body does not change.
        Assert.Single(_app.Received.Take(3).Select(push => push.Text.Replace(push.AttemptId!, "", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public async Task Retry_waits_grow_to_two_minutes()
    {
        _app.AnswerInTurn(500, 500, 500, 500, 500, 500, 500);
        var delivery = _destination.Enqueue(Appointment());

        for (var failures = 1; failures <= 7; failures++)
        {
            await RetryAsync(delivery, failures);
        }

        await _destination.WhenIdleAsync();

        var times = delivery.Attempts.Select(attempt => attempt.StartedAt).ToList();
        Assert.Equal([5, 10, 20, 40, 80, 120, 120], times.Zip(times.Skip(1), (earlier, later) => (later - earlier).TotalSeconds));
        Assert.Equal(Start, times[0]);
    }

    [Fact]
    public async Task Retry_waits_start_over_with_each_message()
    {
        _app.AnswerInTurn(500, 500, 200, 500);
        var first = _destination.Enqueue(Appointment("1"));
        var second = _destination.Enqueue(Appointment("2"));

        await RetryAsync(first, failures: 1);
        await RetryAsync(first, failures: 2);
        await RetryAsync(second, failures: 1);
        await _destination.WhenIdleAsync();

        Assert.Equal(TimeSpan.FromSeconds(5), second.Attempts[1].StartedAt - second.Attempts[0].StartedAt);
    }

    [Fact]
    public async Task Each_data_model_has_its_own_queue()
    {
        _app.Answer(push => (string?)push.Json.SelectToken("Meta.DataModel") == "Scheduling" ? 500 : 200);

        var stuck = _destination.Enqueue(Appointment());
        var other = _destination.Enqueue(new OrderNew());
        _destination.EnqueueJson("""{"Meta":{"DataModel":"Clinical Summary","EventType":"PatientPush"}}""");
        _destination.EnqueueJson("""{"Meta":{"DataModel":"ClinicalSummary","EventType":"PatientPush"}}""");
        await _redox.Push.WaitForAsync(_ => other.Status == PushStatus.Succeeded && Scheduling.Status == PushQueueStatus.Retrying && _redox.Push.Deliveries[3].Status == PushStatus.Succeeded);

        Assert.Equal(PushStatus.Pending, stuck.Status);
        Assert.Equal(["Clinical Summary", "Order", "Scheduling"], _destination.Subscriptions.Select(subscription => subscription.DataModel));
        Assert.Equal([stuck], Scheduling.Waiting);
        stuck.Stop();
    }

    [Fact]
    public async Task A_stopped_message_is_abandoned_and_the_next_one_delivered()
    {
        _app.AnswerInTurn(500);
        var first = _destination.Enqueue(Appointment("1"));
        _destination.Enqueue(Appointment("2"));
        await WaitForFailureAsync(first, failures: 1);

        first.Stop();
        await _destination.WhenIdleAsync();

        Assert.Equal(("12", PushStatus.Failed), (_app.Order, first.Status));
        await _redox.VerifyAsync();
    }

    [Fact]
    public async Task A_queue_paused_by_hand_holds_everything_until_it_is_resumed()
    {
        Scheduling.Pause();
        _destination.Enqueue(Appointment("1"));
        _destination.Enqueue(Appointment("2"));
        await _redox.Clock.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal((0, PushQueueStatus.Paused), (_app.Received.Count, Scheduling.Status));

        Scheduling.Resume();
        await _destination.WhenIdleAsync();

        Assert.Equal(("12", PushQueueStatus.Active), (_app.Order, Scheduling.Status));
    }

    [Fact]
    public async Task Resuming_retries_a_waiting_message_immediately()
    {
        _app.AnswerInTurn(500, 500, 500);
        var delivery = _destination.Enqueue(Appointment());
        await RetryAsync(delivery, failures: 1);
        await WaitForFailureAsync(delivery, failures: 2);
        var resumed = _redox.Clock.GetUtcNow();

        Scheduling.Resume();
        await WaitForFailureAsync(delivery, failures: 3);

        Assert.Equal((resumed, resumed.AddSeconds(5)), (delivery.Attempts[2].StartedAt, Scheduling.RetryAt));
        delivery.Stop();
    }

    [Fact]
    public async Task A_lost_response_causes_a_duplicate_with_the_same_log()
    {
        var delivery = _destination.Enqueue(Appointment("1"), PushFault.AnswerLost);
        _destination.Enqueue(Appointment("2"));

        await RetryAsync(delivery, failures: 1);
        await _destination.WhenIdleAsync();

        Assert.Equal("112", _app.Order);
        Assert.Equal((_app.Received[0].LogId, true), (_app.Received[1].LogId, _app.Received[0].AttemptId != _app.Received[1].AttemptId));
        Assert.Equal((null, 200), (delivery.Attempts[0].Status, delivery.Attempts[1].Status));
    }

    [Fact]
    public async Task A_message_may_arrive_twice_at_the_same_moment()
    {
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _app.AnswerAsync = async (_, _) =>
        {
            if (_app.Received.Count == 2)
            {
                both.TrySetResult();
            }

            await both.Task;
            return new(200, "");
        };
        var delivery = _destination.Enqueue(Appointment(), PushFault.Twice);
        await _destination.WhenIdleAsync();

        Assert.Equal(2, delivery.Attempts.Count);
        Assert.Equal((1, 2), (_app.Received.Select(push => push.LogId).Distinct().Count(), _app.Received.Select(push => push.AttemptId).Distinct().Count()));
    }

    [Fact]
    public async Task An_overtaken_message_arrives_after_the_next_one()
    {
        _app.AnswerInTurn(200, 500);
        _destination.Enqueue(Appointment("1"));
        _destination.Enqueue(Appointment("2"), PushFault.Overtaken);
        _destination.Enqueue(Appointment("3"), PushFault.Overtaken);
        await _redox.Clock.AdvanceAsync(TimeSpan.FromHours(1));
        await _redox.Push.WaitForAsync(delivery => delivery.Number == 1 && delivery.Status == PushStatus.Succeeded);
        Assert.Equal("1", _app.Order);

        var fourth = _destination.Enqueue(Appointment("4"));
        _destination.Enqueue(Appointment("5"));
        await RetryAsync(fourth, failures: 1);
        await _destination.WhenIdleAsync();

        Assert.Equal("144235", _app.Order);
    }

    [Fact]
    public async Task A_message_is_sent_again_by_hand_with_the_same_log()
    {
        var queued = _destination.Enqueue(Appointment("1"));
        await _destination.WhenIdleAsync();
        await _destination.SendAsync(Appointment("2"));
        _app.AnswerInTurn(500);

        Assert.Equal(500, (await queued.SendAgainAsync()).Status);
        Assert.Equal(200, (await _redox.Push.Deliveries[1].SendAgainAsync()).Status);

        Assert.Equal("1212", _app.Order);
        Assert.Equal(2, _app.Received.Select(push => push.LogId).Distinct().Count());
        Assert.Equal(4, _app.Received.Select(push => push.AttemptId).Distinct().Count());
        Assert.Equal(PushStatus.Succeeded, queued.Status);
    }

    [Fact]
    public async Task A_body_that_is_not_a_message_blocks_the_queue_while_it_is_refused()
    {
        _app.Answer(push => push.Body.Length < 10 ? 400 : 200);
        var poison = Scheduling.EnqueueBytes("MSH|^~\\&"u8.ToArray());
        _destination.Enqueue(Appointment("1"));

        await RetryAsync(poison, failures: 1);
        await WaitForFailureAsync(poison, failures: 2);
        Assert.All(_app.Received, push => Assert.Equal("MSH|^~\\&", push.Text));

        poison.Stop();
        await _destination.WhenIdleAsync();
        Assert.Equal(3, _app.Received.Count);
    }

    [Fact]
    public void A_message_without_a_queue_is_refused_with_the_remedy()
    {
        var query = Assert.Throws<ArgumentException>(() => _destination.Enqueue(new PatientSearchQuery()));
        var nameless = Assert.Throws<ArgumentException>(() => _destination.EnqueueJson("{}"));

        Assert.Contains("QueryAsync", query.Message, StringComparison.Ordinal);
        Assert.Contains("Meta.DataModel", nameless.Message, StringComparison.Ordinal);
    }

    /// <summary>Waits until the message has failed the given number of times, and advances the clock to the next attempt.</summary>
    private async Task RetryAsync(PushDelivery delivery, int failures)
    {
        await WaitForFailureAsync(delivery, failures);
        _redox.Clock.Advance(Scheduling.RetryAt!.Value - _redox.Clock.GetUtcNow());
    }

    private Task<PushDelivery> WaitForFailureAsync(PushDelivery delivery, int failures) => _redox.Push.WaitForAsync(other =>
        other == delivery && other.Attempts.Count == failures && other.Attempts[^1].CompletedAt is not null);
}
