using Newtonsoft.Json.Linq;
using Redox.Client.Models;

namespace Redox.Client.Testing.Tests.Pushes;

/// <summary>Verification and timeline of pushes, and how much of it is kept.</summary>
public sealed class PushJournalTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly RedoxFake _redox = RedoxFake.InMemory(options => options.TimeProvider = new RedoxClock(Start));
    private readonly HandlerReceiver _app = new();

    private static SchedulingNew Appointment => new() { Patient = new() { Notes = ["CANARY"] } };

    [Fact]
    public async Task A_queued_message_is_a_finding_of_VerifyAsync_but_not_of_Dispose()
    {
        var redox = RedoxFake.InMemory(options => options.TimeProvider = new RedoxClock(Start));
        _app.Answer(_ => 503);
        var delivery = _app.Connect(redox, name: "Harbor Clinic").Enqueue(Appointment);
        await redox.Push.WaitForAsync(_ => delivery.Attempts is [{ Status: 503 }]);

        var late = await Assert.ThrowsAsync<RedoxVerificationException>(() => redox.Push.WhenIdleAsync(TimeSpan.Zero));
        var found = await Assert.ThrowsAsync<RedoxVerificationException>(() => redox.VerifyAsync(TimeSpan.Zero));
        await redox.DisposeAsync();

        Assert.Contains("AdvanceAsync", late.Message, StringComparison.Ordinal);
        Assert.Contains("Still in its queue (Stop abandons it): push #1 to Harbor Clinic, Scheduling.New: pending", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposing_a_strict_fake_ignores_refused_pushes()
    {
        await using var redox = RedoxFake.InMemory();
        _app.Answer(_ => 500);
        var destination = _app.Connect(redox);
        destination.Enqueue(Appointment);
        Assert.Equal(500, (await destination.SendAsync(Appointment)).Status);
    }

    [Fact]
    public async Task VerifyAsync_waits_for_deliveries_in_progress()
    {
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _app.AnswerAsync = async (_, _) =>
        {
            await resume.Task;
            return new(200, "");
        };
        _app.Connect(_redox).Enqueue(Appointment);
        var verified = _redox.VerifyAsync(TimeSpan.FromMinutes(1));
        resume.SetResult();

        await verified;
    }

    [Fact]
    public async Task The_timeline_shows_attempts_without_bodies_and_tokens()
    {
        _app.AnswerInTurn(503);
        var destination = _app.Connect(_redox, "SECRET", "Harbor Clinic");
        destination.Enqueue(Appointment);
        await _redox.Clock.AdvanceAsync(TimeSpan.FromSeconds(5));
        await destination.SendBytesAsync("CANARY"u8.ToArray());

        var text = $"{_redox}\n{destination}\n{destination.Subscription("Scheduling")}";

        Assert.Contains(
            string.Join(Environment.NewLine, "push #1 to Harbor Clinic, Scheduling.New: succeeded", "    09:00:00.000 503", "    09:00:05.000 200", "push #2 to Harbor Clinic, bytes: succeeded", "    09:00:05.000 200"),
            text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_is_bounded()
    {
        await using var redox = RedoxFake.InMemory(options =>
        {
            options.TimeProvider = new RedoxClock(Start);
            options.JournalCapacity = 3;
            options.LargestBodyKept = 100;
            options.Push.LongestRetry = TimeSpan.FromSeconds(5);
        });
        var destination = _app.Connect(redox);
        var small = destination.Enqueue(new OrderNew());
        var large = destination.EnqueueJson(new JObject { ["Meta"] = new JObject { ["DataModel"] = "Order", ["EventType"] = "New" }, ["Order"] = new JObject { ["ID"] = new string('x', 100) } }.ToString());
        await destination.SendAsync(Appointment);
        await destination.SendAsync(Appointment);
        await destination.WhenIdleAsync();

        Assert.Equal([2L, 3L, 4L], redox.Push.Deliveries.Select(delivery => delivery.Number));
        Assert.Equal(200, (await small.SendAgainAsync()).Status);
        var gone = await Assert.ThrowsAsync<InvalidOperationException>(() => large.SendAgainAsync());
        Assert.Contains("LargestBodyKept", gone.Message, StringComparison.Ordinal);
        for (var i = 0; i < 1_005; i++)
        {
            await small.SendAgainAsync();
        }

        Assert.Equal(1_000, small.Attempts.Count);
    }

    [Theory]
    [InlineData("FirstRetry", 0)]
    [InlineData("LongestRetry", -1)]
    [InlineData("AnswerTimeout", 0)]
    [InlineData("QueryTimeout", 100_000)]
    public void An_option_out_of_range_is_named(string name, int seconds)
    {
        var wrong = Assert.Throws<ArgumentException>(() => RedoxFake.InMemory(options => typeof(RedoxFakePushOptions).GetProperty(name)!.SetValue(options.Push, TimeSpan.FromSeconds(seconds))));

        Assert.Contains($"Push.{name} is", wrong.Message, StringComparison.Ordinal);
    }
}
