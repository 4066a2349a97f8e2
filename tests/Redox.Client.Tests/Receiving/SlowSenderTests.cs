using System.Text;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>Bodies that come slowly: they are waited for, but not at the cost of others.</summary>
public sealed class SlowSenderTests : IAsyncDisposable
{
    private const int MaxBytes = 2_000_000;
    private const int MaxValues = 2_000;
    private const string CutOff = "with 503: others waited for room within MaxMemoryInFlight (7200000 bytes), and its body arrived too slowly to keep its own. At that pace it would take more than 00:01:00.";

    /// <summary>The least that settings allow: room for one message at its largest, and for the bytes of one that comes.</summary>
    private const int MaxMemory = (MaxBytes * 3) + (MaxValues * 600);

    private static readonly byte[] Message = OfSize(MaxBytes);

    private readonly TestDestination _app = new(
        destination => destination.AddHandler<Noting<IRedoxMessage>>(),
        options => (options.MaxBodySize, options.MaxValues, options.MaxMemoryInFlight) = (MaxBytes, MaxValues, MaxMemory));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Slow_body_gives_its_room_to_waiting_requests(bool isAnnounced, bool isCancellable)
    {
        var slow = new SlowSender(_app, Message, isAnnounced, isCancellable);
        await slow.SendAsync(1_200_000);
        Pass(50);

        var others = new[] { _app.PostAsync(Message), _app.PostAsync(Message) };
        if (!isCancellable)
        {
            await slow.SendAsync(1);
        }

        Assert.All(await Task.WhenAll(others).WaitAsync(SlowSender.Limit), other => Assert.Equal(200, other.StatusCode));
        Assert.Single(_app.Log.Split('\n'), line => line.Contains(CutOff, StringComparison.Ordinal));
        await slow.SendAsync(MaxBytes);
        var reply = await slow.Reply.WaitAsync(SlowSender.Limit);
        Assert.Equal((503, RedoxDestinationOutcome.Busy, TimeSpan.FromSeconds(5)), (reply.StatusCode, reply.Outcome, reply.RetryAfter));
        Assert.Contains("The body arrived too slowly while others waited for memory.", TestDestination.Text(reply), StringComparison.Ordinal);
        Assert.Equal(200, (await _app.PostAsync(Message)).StatusCode); // When it comes again.
    }

    [Fact]
    public async Task Who_waits_sees_it_out_however_late_it_began()
    {
        var slow = new SlowSender(_app, Message);
        await slow.SendAsync(70_000);
        var other = _app.PostAsync(Message);

        Pass(3);
        Assert.False(other.IsCompleted);
        Pass(1);

        Assert.Equal(200, (await other.WaitAsync(SlowSender.Limit)).StatusCode);
        await slow.SendAsync(MaxBytes);
        Assert.Equal(503, (await slow.Reply.WaitAsync(SlowSender.Limit)).StatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task Burst_before_a_stall_keeps_no_room(int secondsBefore)
    {
        var stalled = new SlowSender(_app, Message);
        await stalled.SendAsync(70_000);
        Pass(secondsBefore);
        await stalled.SendAsync(1_800_000);
        var other = _app.PostAsync(Message);

        Pass(3);
        Assert.False(other.IsCompleted);
        Pass(1);

        Assert.Equal(200, (await other.WaitAsync(SlowSender.Limit)).StatusCode);
        Pass(59);
        Assert.False(stalled.Reply.IsCompleted);
        Pass(1);
        Assert.Equal(503, (await stalled.Reply.WaitAsync(SlowSender.Limit)).StatusCode);
    }

    [Fact]
    public async Task Body_that_has_caught_up_after_a_stall_keeps_its_room()
    {
        var lively = new SlowSender(_app, Message);
        await lively.SendAsync(70_000);
        Pass(50);
        await lively.SendAsync(500_000);
        var other = _app.PostAsync(Message);

        Pass(2);
        await lively.SendAsync(500_000);
        Pass(3);

        Assert.Equal(503, (await other.WaitAsync(SlowSender.Limit)).StatusCode);
        await lively.SendAsync(MaxBytes);
        Assert.Equal(200, (await lively.Reply.WaitAsync(SlowSender.Limit)).StatusCode);
    }

    [Fact]
    public async Task Body_may_arrive_slowly_when_no_request_waits()
    {
        var slow = new SlowSender(_app, Message);
        while (slow.IsSending)
        {
            await slow.SendAsync(50_000);
            Pass(600);
            Assert.Equal(200, (await _app.PostAsync(TestDestination.Appointment(null))).StatusCode); // It finds room.
        }

        Assert.Equal(200, (await slow.Reply).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_keeps_the_pace_keeps_its_room(bool isAnnounced)
    {
        var steady = new SlowSender(_app, Message, isAnnounced);
        await steady.SendAsync(70_000);
        var waiting = _app.PostAsync(Message);
        while (steady.IsSending)
        {
            await steady.SendAsync(34_000); // All of it in a minute, rounded up.
            Pass(1);
            waiting = waiting.IsCompleted ? _app.PostAsync(Message) : waiting; // Somebody always waits.
        }

        Assert.Equal(200, (await steady.Reply).StatusCode);
        Assert.DoesNotContain(CutOff, _app.Log, StringComparison.Ordinal);
        Assert.Contains("for 00:00:05 there was no room for it", _app.Log, StringComparison.Ordinal);
        Assert.Equal(200, (await _app.PostAsync(Message).WaitAsync(SlowSender.Limit)).StatusCode);
    }

    [Fact]
    public async Task Sender_that_disconnects_while_sending_leaks_no_memory()
    {
        using var leaving = new CancellationTokenSource();
        var gone = new SlowSender(_app, Message, cancellationToken: leaving.Token);
        await gone.SendAsync(70_000);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone.Reply);
        Assert.Equal(200, (await _app.PostAsync(Message)).StatusCode);
    }

    /// <summary>The rest of it is read past, so that its sender hears the answer.</summary>
    [Fact]
    public async Task A_body_that_found_no_room_for_its_rest_keeps_none_while_the_rest_comes()
    {
        var first = new SlowSender(_app, OfSize(900_000));
        await first.SendAsync(800_000);
        var second = new SlowSender(_app, Message, isAnnounced: false);
        await second.SendAsync(1024 * 1024); // Has room for 1 MB, and wants all.
        foreach (var seconds in new[] { 2, 2, 1 })
        {
            Pass(seconds);
            await first.SendAsync(20_000);
        }

        await second.SendAsync(1_000); // It has waited.
        Assert.Single(_app.Log.Split('\n'), line => line.Contains("for 00:00:05 there was no room for it", StringComparison.Ordinal));

        var third = await _app.PostAsync(OfSize(1_050_000), ("verification-token", TestDestination.Token), ("Content-Length", "1050000")).WaitAsync(SlowSender.Limit);

        Assert.Equal(200, third.StatusCode);
        Assert.False(second.Reply.IsCompleted);
        await second.SendAsync(MaxBytes);
        Assert.Equal(503, (await second.Reply).StatusCode);
        await first.SendAsync(MaxBytes);
        Assert.Equal(200, (await first.Reply).StatusCode);
    }

    [Fact]
    public async Task A_body_without_room_is_read_past_for_a_minute_at_most()
    {
        var first = new SlowSender(_app, OfSize(900_000));
        await first.SendAsync(800_000);
        var second = new SlowSender(_app, Message, isAnnounced: false);
        await second.SendAsync(1024 * 1024);
        foreach (var seconds in new[] { 2, 2, 1 })
        {
            Pass(seconds);
            await first.SendAsync(20_000);
        }

        await second.SendAsync(1_000); // From now on it is silent.
        Pass(59);
        Assert.False(second.Reply.IsCompleted);
        Pass(1);

        Assert.Equal((503, RedoxDestinationOutcome.Busy), await StatusAsync(second));
        await first.SendAsync(MaxBytes);
        Assert.Equal(200, (await first.Reply).StatusCode);

        static async Task<(int, RedoxDestinationOutcome)> StatusAsync(SlowSender sender)
        {
            var reply = await sender.Reply.WaitAsync(SlowSender.Limit);
            return (reply.StatusCode, reply.Outcome);
        }
    }

    [Fact]
    public async Task Sender_that_disconnects_within_the_body_is_in_the_log()
    {
        using var leaving = new CancellationTokenSource();
        var gone = new SlowSender(_app, Message, cancellationToken: leaving.Token);
        await gone.SendAsync(70_000);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone.Reply);
        Assert.Single(_app.Log.Split('\n'), line => line.Contains("its body", StringComparison.Ordinal) || line.Contains("ended too early", StringComparison.Ordinal));
    }

    private void Pass(int seconds) => _app.Clock.Advance(TimeSpan.FromSeconds(seconds));

    private static byte[] OfSize(int bytes)
    {
        const string Head = "{\"Meta\":{\"DataModel\":\"Scheduling\",\"EventType\":\"New\"},\"New\":\"";
        return Encoding.ASCII.GetBytes($"{Head}{new string('x', bytes - Head.Length - 2)}\"}}");
    }
}
