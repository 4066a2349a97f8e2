using Redox.Client.Models;

namespace Redox.Client.Testing.Tests.Pushes;

/// <summary>Queries, timeouts, and disposal.</summary>
public sealed class PushLifeTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly RedoxFake _redox = RedoxFake.InMemory(options => options.TimeProvider = new RedoxClock(Start));
    private readonly HandlerReceiver _app = new();

    private static SchedulingNew Appointment => new() { Patient = new() { Notes = ["CANARY"] } };

    [Fact]
    public async Task A_query_is_answered_by_the_application()
    {
        _app.AnswerAsync = (_, _) => Task.FromResult(new ReceiverResponse(201, """{"Meta":{"DataModel":"PatientSearch","EventType":"Response"},"Patient":{"Notes":["found"]}}"""));

        var response = await _app.Connect(_redox).QueryAsync(new PatientSearchQuery { Patient = new() { Identifiers = [new() { ID = "7" }] } });

        Assert.Equal("found", Assert.Single(response.Patient!.Notes));
        Assert.Equal("7", (string?)_app.Received[0].Json.SelectToken("Patient.Identifiers[0].ID"));
        Assert.NotNull(_app.Received[0].LogId);
    }

    [Fact]
    public async Task A_refused_query_fails_without_showing_the_applications_text()
    {
        _app.AnswerAsync = (_, _) => Task.FromResult(new ReceiverResponse(400, """{"Meta":{"Errors":[{"Text":"CANARY"}]}}"""));
        var destination = _app.Connect(_redox);

        var refused = await Assert.ThrowsAsync<RedoxVerificationException>(() => destination.QueryAsync(new PatientSearchQuery()));
        var response = await destination.SendAsync(new PatientSearchQuery());

        Assert.Contains("400", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", refused.Message, StringComparison.Ordinal);
        Assert.Equal("CANARY", response.At("Meta.Errors[0].Text"));
    }

    [Fact]
    public async Task A_response_that_is_not_a_message_is_a_payload_exception()
    {
        _app.AnswerAsync = (_, _) => Task.FromResult(new ReceiverResponse(200, "<html>"));

        await Assert.ThrowsAsync<RedoxPayloadException>(() => _app.Connect(_redox).QueryAsync(new PatientSearchQuery()));
    }

    [Fact]
    public async Task A_query_times_out_after_120_seconds_of_the_fakes_clock()
    {
        var hasArrived = NeverAnswer();
        var query = _app.Connect(_redox).QueryAsync(new PatientSearchQuery());
        await hasArrived;

        _redox.Clock.Advance(TimeSpan.FromSeconds(119.9));
        Assert.False(query.IsCompleted);
        _redox.Clock.Advance(TimeSpan.FromSeconds(0.1));

        await Assert.ThrowsAsync<TimeoutException>(() => query);
        Assert.Contains("no response (TimeoutException)", _redox.Push.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_is_not_answered_in_time_is_retried()
    {
        await using var redox = RedoxFake.InMemory(options =>
        {
            options.TimeProvider = new RedoxClock(Start);
            options.Push.AnswerTimeout = TimeSpan.FromSeconds(7);
            options.Push.FirstRetry = TimeSpan.FromSeconds(1);
        });
        var hasArrived = NeverAnswer();
        var delivery = _app.Connect(redox).Enqueue(Appointment);
        await hasArrived;
        await redox.Clock.AdvanceAsync(TimeSpan.FromSeconds(7));
        _app.Answer(_ => 200);
        await redox.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        await redox.Push.WhenIdleAsync();

        Assert.IsType<TimeoutException>(delivery.Attempts[0].Exception);
        Assert.Equal([Start, Start.AddSeconds(8)], delivery.Attempts.Select(attempt => attempt.StartedAt));
    }

    [Fact]
    public async Task An_exception_of_the_application_counts_as_no_response()
    {
        _app.AnswerAsync = (_, _) => throw new InvalidOperationException("CANARY");
        var destination = _app.Connect(_redox);

        await Assert.ThrowsAsync<InvalidOperationException>(() => destination.SendAsync(Appointment));
        var delivery = destination.Enqueue(Appointment);
        await _redox.Clock.AdvanceAsync(TimeSpan.FromHours(1));

        // 5, 15, 35, 75, 155 seconds, then every two minutes.
        Assert.Equal(6 + ((3600 - 155) / 120), delivery.Attempts.Count);
        Assert.All(delivery.Attempts, attempt => Assert.IsType<InvalidOperationException>(attempt.Exception));
        Assert.DoesNotContain("CANARY", $"{_redox}", StringComparison.Ordinal);
        delivery.Stop();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disposing_a_tenant_ends_its_deliveries_before_it_returns(bool whole)
    {
        RedoxTenant tenant = whole ? _redox : _redox.CreateTenant();
        var destination = _app.Connect(tenant);
        var other = _app.Connect(_redox);
        var (began, ended) = (0, 0);
        _app.AnswerAsync = async (_, cancellationToken) =>
        {
            Interlocked.Increment(ref began);
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }
            finally
            {
                Interlocked.Increment(ref ended);
            }

            return new(200, "");
        };
        var immediate = destination.SendAsync(Appointment);
        destination.Enqueue(Appointment);
        destination.Enqueue(Appointment);
        await tenant.Push.WaitForAsync(_ => Volatile.Read(ref began) == 2);

        await tenant.DisposeAsync();

        Assert.Equal((2, 2), (began, ended));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => immediate);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => destination.SendAsync(Appointment));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => destination.VerifyAsync());
        Assert.Throws<ObjectDisposedException>(() => destination.Enqueue(Appointment));
        Assert.Throws<ObjectDisposedException>(() => _app.Connect(tenant));
        await _redox.Clock.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, _app.Received.Count);

        if (!whole)
        {
            _app.Answer(_ => 200);
            Assert.Equal(200, (await other.SendAsync(Appointment)).Status);
        }
    }

    [Fact]
    public async Task A_caller_may_cancel()
    {
        var hasArrived = NeverAnswer();
        using var source = new CancellationTokenSource();
        var sent = _app.Connect(_redox).SendAsync(Appointment, source.Token);
        await hasArrived;

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        Assert.Equal(PushStatus.Failed, _redox.Push.Deliveries[0].Status);
    }

    /// <summary>Completes when the first message has arrived, which is never answered.</summary>
    private Task NeverAnswer()
    {
        var hasArrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _app.AnswerAsync = async (_, cancellationToken) =>
        {
            hasArrived.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return new(200, "");
        };
        return hasArrived.Task;
    }
}
