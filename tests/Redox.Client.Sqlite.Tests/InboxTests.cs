using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>What goes through the inbox, and what becomes of it, on a SQLite file.</summary>
public sealed class InboxTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string File => Path.Combine(_folder, "inbox.db");

    [Fact]
    public async Task An_event_is_answered_before_it_is_handled()
    {
        var gate = new TaskCompletionSource();
        RedoxDeliveryContext? seen = null;
        await using var app = await InboxApplication.StartAsync(File, (delivery, _) =>
        {
            Assert.Equal(TestDestination.Appointment(), Encoding.UTF8.GetString(delivery.Body.Span));
            Volatile.Write(ref seen, delivery);
            return gate.Task;
        });
        var receivedAt = app.App.Clock.GetUtcNow();

        var reply = await app.PostAsync(TestDestination.LogId);

        Assert.Equal((RedoxDestinationOutcome.Stored, 200), (reply.Outcome, reply.StatusCode));
        await app.UntilAsync(() => Volatile.Read(ref seen) is not null);
        Assert.Equal((TestDestination.LogId, "attempt-1", receivedAt), (seen!.LogId, seen.AttemptId, seen.ReceivedAt));
        gate.SetResult();
    }

    [Fact]
    public async Task A_message_that_comes_again_is_stored_once_until_it_is_forgotten()
    {
        var gate = new TaskCompletionSource();
        await using var app = await InboxApplication.StartAsync(File, (_, _) => gate.Task);

        await app.PostAsync("a");
        Assert.Equal((RedoxDestinationOutcome.Duplicate, 200), await OutcomeAsync(app, "a"));
        gate.SetResult();
        await app.WaitingAsync(0);
        Assert.Equal((RedoxDestinationOutcome.Duplicate, 200), await OutcomeAsync(app, "a"));
        Assert.Single(app.Journal);

        app.App.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(2));
        await app.PostAsync("b");
        await app.HandledAsync(2);
        await app.UntilStoredAsync("a"); // Forgetting holds up no message, so it may come after "b".
        await app.HandledAsync(3);
    }

    [Fact]
    public async Task Messages_without_a_log_ID_are_all_stored()
    {
        await using var app = await InboxApplication.StartAsync(File);

        await app.App.PostAsync(TestDestination.Appointment(null));
        await app.App.PostAsync(TestDestination.Appointment(null));

        await app.HandledAsync(2);
    }

    [Fact]
    public async Task Log_IDs_that_are_not_UUIDs_are_distinguished()
    {
        await using var app = await InboxApplication.StartAsync(File);
        var first = new string('x', 10_000);
        string[] logIds = ["\\ud83d\\ude00", "\\ud83d\\ude01", $"{first}a", $"{first}b"]; // As they stand in JSON.
        string[] notRead = ["\\ud800", "\\ud801", "\\ud800"]; // Half a pair is not read exactly, so it is no ID, and nothing comes again.

        foreach (var outcome in (RedoxDestinationOutcome[])[RedoxDestinationOutcome.Stored, RedoxDestinationOutcome.Duplicate])
        {
            foreach (var logId in logIds)
            {
                Assert.Equal((outcome, 200), await OutcomeAsync(app, logId));
            }
        }

        foreach (var logId in notRead)
        {
            Assert.Equal((RedoxDestinationOutcome.Stored, 200), await OutcomeAsync(app, logId));
        }

        await app.HandledAsync(logIds.Length + notRead.Length);
        await app.IdleAsync();
        Assert.Equal(logIds.Length + notRead.Length, app.Journal.Count);
    }

    [Fact]
    public async Task Unreadable_message_is_stored_and_reaches_the_fallback()
    {
        await using var app = await InboxApplication.StartAsync(File, fallback: true);

        Assert.Equal(RedoxDestinationOutcome.Stored, (await app.App.PostAsync("{ broken CANARY")).Outcome);

        await app.HandledAsync(1);
        Assert.Equal("Unreadable  { broken CANARY", Assert.Single(app.Journal));
    }

    [Fact]
    public async Task Inbox_answers_queries_directly()
    {
        await using var app = await InboxApplication.StartAsync(File);

        Assert.Equal(RedoxDestinationOutcome.Answered, (await app.App.PostAsync(TestDestination.Search)).Outcome);
        Assert.Equal(400, (await app.App.PostAsync("{ broken")).StatusCode);
        Assert.Equal(501, (await app.App.PostAsync("""{"Meta":{"DataModel":"Order","EventType":"New"}}""")).StatusCode);
        Assert.Equal(401, (await app.App.PostAsync(TestDestination.Appointment(), ("verification-token", "wrong"))).StatusCode);

        await app.WaitingAsync(0);
        Assert.Empty(app.Journal);
    }

    [Fact]
    public async Task Failing_message_holds_up_the_next_when_handled_in_order()
    {
        var handled = new List<(string LogId, DateTimeOffset At)>();
        InboxApplication? app = null;
        await using var started = app = await InboxApplication.StartAsync(File, (delivery, _) =>
        {
            handled.Add((delivery.LogId!, app!.App.Clock.GetUtcNow()));
            return handled.Count <= 4 ? throw new InvalidOperationException("CANARY") : Task.CompletedTask;
        });

        await app.PostAsync("a");
        await app.PostAsync("b");
        await app.UntilAsync(() => handled.Count == 6, Second);

        Assert.Equal(["a", "a", "a", "a", "a", "b"], handled.Select(entry => entry.LogId));
        var waits = handled.Zip(handled.Skip(1), (one, next) => (next.At - one.At).TotalSeconds).ToList();
        Assert.True(waits is [>= 2, >= 4, >= 8, >= 16, _], string.Join(' ', waits));
        Assert.Contains("4 attempt(s) failed; the next one is in 00:00:16", app.App.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", app.App.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_at_once_are_not_held_up_by_one_that_fails()
    {
        await using var app = await InboxApplication.StartAsync(
            File, (delivery, _) => delivery.LogId == "a" ? throw new InvalidOperationException() : Task.CompletedTask, options => (options.Key, options.MaxConcurrency) = (InboxKey.None, 2));

        foreach (var logId in (string[])["a", "b", "c", "d"])
        {
            await app.PostAsync(logId);
        }

        await app.HandledAsync(4); // No wait of "a" is over: the clock stands still.
        await app.IdleAsync();
        var waiting = Assert.Single(await app.WaitingAsync(1));
        Assert.Equal((1, app.App.Clock.GetUtcNow().AddSeconds(2)), (waiting.Attempts, waiting.RetryAt!.Value));
    }

    [Fact]
    public async Task Parked_message_comes_back_when_it_is_replayed()
    {
        var isMended = false;
        await using var app = await InboxApplication.StartAsync(
            File,
            (delivery, _) => delivery.LogId == "a" && !isMended ? throw new InvalidOperationException() : Task.CompletedTask,
            options => options.MaxAttempts = 2);

        await app.PostAsync("a");
        await app.PostAsync("b");
        await app.UntilAsync(() => app.Journal.Count == 3, Second);
        Assert.Contains("was parked in the inbox of the destination 'default' after 2 failed attempt(s)", app.App.Log, StringComparison.Ordinal);
        Assert.Equal((RedoxDestinationOutcome.Duplicate, 200), await OutcomeAsync(app, "a"));

        isMended = true;
        var id = Assert.Single(await app.ParkedAsync()).Id;
        Assert.Equal(1, await app.Inbox.ReplayAsync("", [id]));
        await app.UntilAsync(() => app.Journal.Count == 4, Second);
        Assert.Equal(0, await app.Inbox.ReplayAsync("", [id]));
    }

    [Fact]
    public async Task Waiting_messages_are_handled_by_the_next_application()
    {
        await using (var first = await InboxApplication.StartAsync(File, (_, _) => throw new InvalidOperationException()))
        {
            await first.PostAsync("a");
            await first.PostAsync("b");
            await first.HandledAsync(1);
        }

        await using var second = await InboxApplication.StartAsync(File);
        second.App.Clock.Advance(TimeSpan.FromMinutes(1)); // The wait of "a" is over.
        await second.HandledAsync(2);
        Assert.Equal((RedoxDestinationOutcome.Duplicate, 200), await OutcomeAsync(second, "a"));
    }

    [Fact]
    public async Task A_handled_message_leaves_no_trace_in_the_file()
    {
        await using (var app = await InboxApplication.StartAsync(File))
        {
            await app.App.PostAsync(TestDestination.Appointment().Replace("CANARY", string.Concat(Enumerable.Repeat("CANARY", 2_000)), StringComparison.Ordinal));
            await app.HandledAsync(1);
            await app.WaitingAsync(0);
        }

        Assert.Equal([File], Directory.GetFiles(_folder)); // SQLite's log is gone, too.
        Assert.DoesNotContain("CANARY", Encoding.UTF8.GetString(await System.IO.File.ReadAllBytesAsync(File)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_at_the_same_time_are_all_stored()
    {
        await using var app = await InboxApplication.StartAsync(File, configure: options => (options.Key, options.MaxConcurrency) = (InboxKey.None, 16));

        var replies = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(number => Task.Run(() => app.PostAsync($"{number / 2}"))));

        Assert.Equal(1_000, replies.Count(reply => reply.Outcome == RedoxDestinationOutcome.Stored));
        Assert.Equal(1_000, replies.Count(reply => reply.Outcome == RedoxDestinationOutcome.Duplicate));
        await app.HandledAsync(1_000);
    }

    [Fact]
    public void Impossible_settings_are_reported_at_registration()
    {
        static RedoxConfigurationException Fault(Action<RedoxDestinationBuilder> build) => Assert.Throws<RedoxConfigurationException>(() => new TestDestination(build));

        Assert.Contains("needs a writable file", Fault(d => d.UseSqliteInbox("Data Source=:memory:")).Message, StringComparison.Ordinal);
        Assert.Contains("needs a writable file", Fault(d => d.UseSqliteInbox("Data Source=x.db;Mode=ReadOnly")).Message, StringComparison.Ordinal);
        Assert.Equal(
            "The destination 'default' has an inbox already. Call one of UseSqliteInbox, UsePostgreSqlInbox, UseInMemoryInbox and UseInbox, and only once.",
            Fault(d => d.UseSqliteInbox("Data Source=x.db").UseSqliteInbox("Data Source=y.db")).Message);
        var unreadable = Fault(d => d.UseSqliteInbox("Password=CANARY;Dat=x"));
        Assert.DoesNotContain("CANARY", unreadable.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<(RedoxDestinationOutcome, int)> OutcomeAsync(InboxApplication app, string logId)
    {
        var reply = await app.PostAsync(logId);
        return (reply.Outcome, reply.StatusCode);
    }
}
