using System.Text;

namespace Redox.Client.Testing.Tests.Journal;

/// <summary>The limits of the journal and its waits. What it records of a request is tested over both transports.</summary>
public sealed class JournalTests : IAsyncLifetime
{
    private readonly RedoxClock _clock = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
    private RedoxFake _redox = null!;
    private HttpClient _http = null!;

    public Task InitializeAsync()
    {
        Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _redox.DisposeAsync();
    }

    [Fact]
    public async Task The_journal_keeps_the_newest_ten_thousand_requests()
    {
        for (var i = 0; i < 10_005; i++)
        {
            await SendAsync();
        }

        Assert.Equal(10_000, _redox.Requests.Count);
        Assert.Equal(10_005, _redox.Requests.Total);
        Assert.Equal(6, _redox.Requests.First().Number);
    }

    [Fact]
    public async Task The_timeline_says_which_requests_are_no_longer_kept()
    {
        Start(options => options.JournalCapacity = 2);
        for (var i = 0; i < 3; i++)
        {
            await SendAsync();
        }

        var lines = _redox.Requests.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("#1 to #1 are no longer kept: they were cleared, or are older than the newest 2.", lines[0]);
        Assert.StartsWith("#2 09:00:00.000 GET /nothing (0 bytes): 404", lines[1], StringComparison.Ordinal);

        _redox.Requests.Clear();
        await SendAsync();
        Assert.Equal(4, Assert.Single(_redox.Requests).Number);
    }

    [Fact]
    public async Task The_size_of_the_bodies_kept_can_be_set()
    {
        Start(options => options.MaxRecordedBodySize = 4);

        await SendAsync("1234");
        await SendAsync("12345");

        Assert.Equal(["1234", ""], _redox.Requests.Select(request => Encoding.UTF8.GetString(request.Body.Span)));
        Assert.Equal([4, 5], _redox.Requests.Select(request => request.BodyLength));
        Assert.Equal([false, true], _redox.Requests.Select(request => request.BodyHash is not null));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    public void Bounds_out_of_range_are_refused(int capacity, int body) => Assert.Throws<ArgumentOutOfRangeException>(
        () => RedoxFake.InMemory(options => (options.JournalCapacity, options.MaxRecordedBodySize) = (capacity, body)));

    [Fact]
    public async Task A_wait_ends_when_the_request_arrives()
    {
        var waiting = _redox.Requests.WaitForAsync(request => request.Path == "/second", TimeSpan.FromMinutes(1));
        await SendAsync(path: "first");
        Assert.False(waiting.IsCompleted);

        await SendAsync(path: "second");

        Assert.Equal(2, (await waiting).Number);
        Assert.Equal(1, (await _redox.Requests.WaitForAsync(_ => true)).Number);
    }

    [Fact]
    public async Task Each_of_many_waits_ends()
    {
        var waiting = Enumerable.Range(0, 100).Select(i => _redox.Requests.WaitForAsync(request => request.Path == $"/{i}", TimeSpan.FromMinutes(1))).ToList();

        await Parallel.ForAsync(0, 100, async (i, _) => await SendAsync(path: $"{i}"));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"/{i}"), (await Task.WhenAll(waiting)).Select(request => request.Path));
    }

    [Fact]
    public async Task A_failed_wait_shows_the_timeline_and_mentions_the_stopped_clock()
    {
        await SendAsync("Featherstone", "endpoint");

        var exception = await Assert.ThrowsAsync<RedoxFakeVerificationException>(
            () => _redox.Requests.WaitForAsync(request => request.Is("PatientSearch", "Query"), TimeSpan.FromMilliseconds(1)));

        Assert.StartsWith(
            "No such request has arrived within 00:00:00.0010000. The fake's clock does not run by itself: code that waits on it needs Advance.",
            exception.Message, StringComparison.Ordinal);
        Assert.Contains("#1 09:00:00.000 POST /endpoint (12 bytes): 401", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Featherstone", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        var waiting = _redox.Requests.WaitForAsync(_ => true, TimeSpan.FromMinutes(1), source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Never_advances_a_stopped_clock_and_fails_on_a_request()
    {
        await SendAsync(path: "poll");
        await _redox.Requests.NeverAsync(_ => true, TimeSpan.FromMinutes(30));
        Assert.Equal(new DateTimeOffset(2026, 1, 5, 9, 30, 0, TimeSpan.Zero), _clock.GetUtcNow());

        using var timer = _clock.CreateTimer(_ => SendAsync(path: "late").GetAwaiter().GetResult(), null, TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan);
        var exception = await Assert.ThrowsAsync<RedoxFakeVerificationException>(() => _redox.Requests.NeverAsync(_ => true, TimeSpan.FromMinutes(30)));

        Assert.Contains("#2 09:40:00.000 GET /late", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_waits_for_a_running_clock_that_may_be_advanced()
    {
        var clock = new RedoxClock();
        Start(options => options.TimeProvider = clock);

        var watching = _redox.Requests.NeverAsync(_ => true, TimeSpan.FromMinutes(30));
        Assert.False(watching.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(30));
        await watching;

        watching = _redox.Requests.NeverAsync(_ => true, TimeSpan.FromMinutes(30));
        await SendAsync();
        await Assert.ThrowsAsync<RedoxFakeVerificationException>(() => watching);
    }

    [Fact]
    public async Task An_entry_shows_the_progress_of_its_request()
    {
        RequestState? atArrival = null;
        var waiting = _redox.Requests.WaitForAsync(
            request =>
            {
                atArrival ??= request.State;
                return request.CompletedAt is not null;
            },
            TimeSpan.FromMinutes(1));

        await SendAsync();

        Assert.Equal(RequestState.Replied, (await waiting).State);
        Assert.Equal(_clock.GetUtcNow(), (await waiting).CompletedAt);
        Assert.NotNull(atArrival);
    }

    [Fact]
    public async Task Gaps_are_the_intervals_between_attempts()
    {
        foreach (var seconds in (int[])[1, 2, 4])
        {
            await SendAsync("{}", "endpoint");
            await SendAsync("{}", "elsewhere");
            _clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)], _redox.Requests.Gaps());
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)], _redox.Requests.Gaps(request => request.Path == "/elsewhere"));
    }

    private void Start(Action<RedoxFakeOptions>? configure = null)
    {
        _redox = RedoxFake.InMemory(options =>
        {
            options.TimeProvider = _clock;
            options.Strictness = Strictness.Lenient;
            configure?.Invoke(options);
        });
        _http = _redox.CreateHttpClient();
    }

    private async Task SendAsync(string? body = null, string path = "nothing")
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path) { Content = body is null ? null : new StringContent(body) };
        using var response = await _http.SendAsync(request);
    }
}
