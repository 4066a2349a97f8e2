using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace Redox.Client.Testing.Tests.Clock;

/// <summary>A clock that a test advances. None of these tests waits for real time to pass, except where the clock itself runs.</summary>
public sealed class ClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly RedoxClock _clock = new(Start);
    private readonly List<string> _log = [];

    [Fact]
    public void A_stopped_clock_moves_only_by_Advance()
    {
        Assert.Equal(Start, _clock.GetUtcNow());
        var timestamp = _clock.GetTimestamp();

        _clock.Advance(TimeSpan.FromMinutes(90));

        Assert.Equal(Start.AddMinutes(90), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(90), _clock.GetElapsedTime(timestamp));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void A_running_clock_shows_real_time_plus_what_was_added()
    {
        var clock = new RedoxClock();

        var before = TimeProvider.System.GetUtcNow();
        clock.Advance(TimeSpan.FromDays(1));

        Assert.InRange(clock.GetUtcNow(), before.AddDays(1), TimeProvider.System.GetUtcNow().AddDays(1));
    }

    [Fact]
    public async Task A_running_clock_fires_timers_by_itself_and_when_advanced()
    {
        var clock = new RedoxClock();
        var soon = Task.Delay(TimeSpan.FromMilliseconds(1), clock);
        var late = Task.Delay(TimeSpan.FromHours(1), clock);

        await soon;
        Assert.False(late.IsCompleted);
        clock.Advance(TimeSpan.FromHours(1));
        await late;
    }

    [Fact]
    public void Due_timers_fire_in_order_and_at_their_own_time()
    {
        using var third = Timer("third", 3);
        using var first = Timer("first", 1);
        using var second = Timer("second", 2);
        using var also = Timer("also second", 2);
        using var never = Timer("never", 11);

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["first at 1", "second at 2", "also second at 2", "third at 3"], _log);
    }

    [Fact]
    public void A_periodic_timer_fires_every_time()
    {
        using var timer = Timer("tick", 1, 2);

        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(["tick at 1", "tick at 3", "tick at 5"], _log);

        Assert.True(timer.Change(Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(1)));
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(3, _log.Count);
    }

    [Fact]
    public void A_callback_may_dispose_and_start_timers()
    {
        ITimer? tick = null, other = null;
        tick = _clock.CreateTimer(
            _ =>
            {
                Log("tick");
                tick!.Dispose();
                other!.Dispose();
                Timer("started", 1);
            },
            null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        other = Timer("other", 2);

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["tick at 1", "started at 2"], _log);
        Assert.False(tick.Change(TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_timer_due_immediately_fires_without_Advance()
    {
        var fired = new TaskCompletionSource();
        using var timer = _clock.CreateTimer(_ => fired.SetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await fired.Task;
    }

    [Theory]
    [InlineData(-2, 0)]
    [InlineData(0, -2)]
    public void A_time_out_of_range_is_refused(int due, int period) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(due), TimeSpan.FromSeconds(period)));

    [Fact]
    public async Task Delays_timeouts_and_periodic_timers_use_the_clock()
    {
        var delay = Task.Delay(TimeSpan.FromHours(1), _clock);
        using var limit = new CancellationTokenSource(TimeSpan.FromHours(1), _clock);
        var waiting = new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromHours(1), _clock);
        using var periodic = new PeriodicTimer(TimeSpan.FromHours(1), _clock);
        var tick = periodic.WaitForNextTickAsync();

        _clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted || limit.IsCancellationRequested || waiting.IsCompleted || tick.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));

        await delay;
        Assert.True(limit.IsCancellationRequested);
        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        Assert.True(await tick);
    }

    [Fact]
    public async Task AdvanceAsync_runs_a_loop_of_delays_on_time()
    {
        var loop = LoopAsync();

        await _clock.AdvanceAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(Enumerable.Range(1, 10).Select(second => $"loop at {second}"), _log);
        Assert.False(loop.IsCompleted);
        Assert.Equal(Start.AddSeconds(10), _clock.GetUtcNow());

        async Task LoopAsync()
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), _clock).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                Log("loop");
            }
        }
    }

    [Fact]
    public async Task AdvanceAsync_can_be_cancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _clock.AdvanceAsync(TimeSpan.FromSeconds(1), new CancellationToken(canceled: true)));

    [Fact]
    public async Task AdvanceUntilAsync_advances_until_the_work_has_finished()
    {
        var result = await _clock.AdvanceUntilAsync(RepeatedlyAsync());

        Assert.Equal("third", result);
        Assert.Equal(Start.AddSeconds(1 + 2 + 4), _clock.GetUtcNow());

        async Task<string> RepeatedlyAsync()
        {
            foreach (var wait in new[] { 1, 2, 4 })
            {
                await Task.Delay(TimeSpan.FromSeconds(wait), _clock).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            }

            return "third";
        }
    }

    [Fact]
    public async Task AdvanceUntilAsync_does_not_advance_for_finished_work()
    {
        await Assert.ThrowsAsync<FormatException>(() => _clock.AdvanceUntilAsync(Task.FromException<int>(new FormatException())));

        Assert.Equal(Start, _clock.GetUtcNow());
    }

    [Fact]
    public async Task AdvanceUntilAsync_gives_up_on_work_that_waits_for_something_else() =>
        await Assert.ThrowsAsync<TimeoutException>(() => _clock.AdvanceUntilAsync(new TaskCompletionSource().Task, TimeSpan.FromSeconds(3)));

    [Fact]
    public async Task Concurrent_advances_add_up_and_fire_every_timer_once_in_order()
    {
        var fired = new List<TimeSpan>();
        for (var i = 1; i <= 1_000; i++)
        {
            _clock.CreateTimer(_ => fired.Add(_clock.GetUtcNow() - Start), null, TimeSpan.FromMilliseconds(i), Timeout.InfiniteTimeSpan);
        }

        await Parallel.ForAsync(0, 200, (_, _) =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(5));
            return ValueTask.CompletedTask;
        });

        Assert.Equal(Start.AddSeconds(1), _clock.GetUtcNow());
        Assert.Equal(Enumerable.Range(1, 1_000).Select(i => TimeSpan.FromMilliseconds(i)), fired);
    }

    [Fact]
    public void Another_clock_is_followed()
    {
        var own = new FakeTimeProvider(Start);
        var clock = new RedoxClock(own);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));

        own.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((1, Start.AddSeconds(10)), (fired, clock.GetUtcNow()));
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((3, Start.AddSeconds(30)), (fired, clock.GetUtcNow()));
        own.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((4, Start.AddSeconds(40)), (fired, clock.GetUtcNow()));
    }

    [Fact]
    public void A_callback_sees_the_ambient_values_of_the_timers_creator()
    {
        var ambient = new AsyncLocal<string> { Value = "creator" };
        using var timer = _clock.CreateTimer(_ => _log.Add(ambient.Value!), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        ambient.Value = "mover";

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["creator"], _log);
    }

    [Fact]
    public async Task A_fake_uses_the_given_clock()
    {
        await using var redox = RedoxFake.InMemory(options => options.TimeProvider = _clock);
        redox.Requests.Allow(RequestProblemKind.RouteUnknown);
        Assert.Same(_clock, redox.Clock);
        using var http = redox.CreateHttpClient();

        await http.GetAsync("nothing");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await http.GetAsync("nothing");

        Assert.Equal([Start, Start.AddMinutes(1)], redox.Requests.Select(request => request.ReceivedAt));
    }

    private ITimer Timer(string name, int due, int? period = null) => _clock.CreateTimer(
        _ => Log(name), null, TimeSpan.FromSeconds(due), period is null ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(period.Value));

    private void Log(string what) => _log.Add(string.Create(CultureInfo.InvariantCulture, $"{what} at {(_clock.GetUtcNow() - Start).TotalSeconds:0.###}"));
}
