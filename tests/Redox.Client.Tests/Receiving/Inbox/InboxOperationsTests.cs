using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving.Inbox;

/// <summary>What an operator does with an inbox, in code. On a clock that stands still, nothing is handled because time has passed.</summary>
public sealed class InboxOperationsTests
{
    private readonly TroubledInbox _inbox = new();
    private readonly ConcurrentQueue<string> _handled = [];
    private volatile bool _fails = true;

    [Fact]
    public async Task Replayed_message_is_handled_at_once()
    {
        await using var app = await StartAsync("a", "b", "c");
        var operations = Operations(app);
        var parked = await operations.ListAsync(RedoxInboxItemState.Parked);
        _fails = false;

        Assert.Equal(1, await operations.ReplayAsync(RedoxParkedMessages.WithIds(parked[1].Id)));
        await app.UntilAsync(() => _inbox.Handled == 1);
        Assert.Equal(2, await operations.ReplayAsync(RedoxParkedMessages.All));
        await app.UntilAsync(() => _inbox.Handled == 3);

        Assert.Equal(["b", "a", "c"], _handled);
        Assert.Equal(0, await operations.ReplayAsync(RedoxParkedMessages.All));
    }

    [Fact]
    public async Task Messages_are_counted_and_listed_in_pages()
    {
        await using var app = await StartAsync("a", "b", "c");
        var operations = Operations(app);

        var counts = await operations.CountAsync();
        var first = await operations.ListAsync(RedoxInboxItemState.Parked, count: 2);
        var second = await operations.ListAsync(RedoxInboxItemState.Parked, first[^1].Id, 2);

        Assert.Equal((0, 0, 3, null), (counts.Waiting, counts.Running, counts.Parked, counts.OldestReceivedAt));
        Assert.Equal(["a", "b", "c"], first.Concat(second).Select(item => item.LogId));
        Assert.All(first, item => Assert.Equal(new RedoxInboxFailure("System.InvalidOperationException"), item.Failure));
        Assert.Empty(await operations.ListAsync(RedoxInboxItemState.Waiting));
    }

    [Fact]
    public async Task Body_is_exported_as_it_came()
    {
        await using var app = await StartAsync("a");
        var id = Assert.Single(await Operations(app).ListAsync(RedoxInboxItemState.Parked)).Id;
        using var output = new MemoryStream();

        Assert.False(await Operations(app).ExportAsync(id + 1, output));
        Assert.Equal(0, output.Length);
        Assert.True(await Operations(app).ExportAsync(id, output));

        Assert.Equal(TestDestination.Appointment("a"), Encoding.UTF8.GetString(output.ToArray()));
        await Assert.ThrowsAsync<NotSupportedException>(() => Operations(app).ExportAsync(id, new MemoryStream([], writable: false)));
    }

    /// <summary>The time that the inbox keeps is that of the last hour, and log IDs are forgotten by it.</summary>
    [Fact]
    public async Task Log_ID_of_a_discarded_message_is_not_forgotten_early()
    {
        await using var app = await StartAsync("a", "b");
        var begin = await _inbox.KeepTimeAsync("", DateTimeOffset.MinValue);
        app.App.Clock.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal(begin, await _inbox.KeepTimeAsync("", DateTimeOffset.MinValue));

        Assert.Equal(2, await Operations(app).DiscardAsync(RedoxParkedMessages.All));

        Assert.Equal(0, await _inbox.ForgetAsync("", begin + TimeSpan.FromMinutes(50), 100));
        Assert.Equal(2, await _inbox.ForgetAsync("", begin + TimeSpan.FromHours(3), 100));
    }

    [Fact]
    public async Task Log_ID_is_remembered_where_no_time_was_kept()
    {
        await using var services = Destinations("");
        var inbox = services.GetRequiredKeyedService<IRedoxInbox>("");
        var now = DateTimeOffset.UtcNow;
        await ParkAsync(inbox, "");

        Assert.Equal(1, await services.GetRequiredService<RedoxInboxOperations>().DiscardAsync(RedoxParkedMessages.All));

        Assert.Equal(0, await inbox.ForgetAsync("", now, 100));
    }

    [Fact]
    public async Task Operations_are_those_of_one_destination_or_of_all()
    {
        await using var services = Destinations("", "lab", "ward");
        await ParkAsync(services.GetRequiredKeyedService<IRedoxInbox>("lab"), "lab");

        Assert.Same(services.GetRequiredKeyedService<RedoxInboxOperations>(""), services.GetRequiredService<RedoxInboxOperations>());
        Assert.Equal(["", "lab", "ward"], services.GetKeyedServices<RedoxInboxOperations>(KeyedService.AnyKey).Select(operations => operations.Destination).Order());
        Assert.Equal(1, (await services.GetRequiredKeyedService<RedoxInboxOperations>("lab").CountAsync()).Parked);
        Assert.Equal(0, (await services.GetRequiredKeyedService<RedoxInboxOperations>("ward").CountAsync()).Parked);
    }

    /// <summary>"All" of one of them must not be that of another.</summary>
    [Fact]
    public async Task Named_destination_is_nobodys_default()
    {
        await using var services = Destinations("lab");

        Assert.Null(services.GetService<RedoxInboxOperations>());
    }

    [Fact]
    public async Task Database_that_fails_is_named_without_its_text()
    {
        await using var app = await StartAsync("a");
        var operations = Operations(app);
        (_inbox.IsDown, _inbox.Failure) = (true, new Broken());

        foreach (var use in new Func<Task>[]
        {
            () => operations.CountAsync(), () => operations.ListAsync(RedoxInboxItemState.Parked), () => operations.ExportAsync(1, Stream.Null),
            () => operations.ReplayAsync(RedoxParkedMessages.All), () => operations.DiscardAsync(RedoxParkedMessages.All),
        })
        {
            var exception = await Assert.ThrowsAsync<RedoxInboxUnavailableException>(use);
            Assert.StartsWith("The inbox of the destination 'default' could not be read or written (Broken XX000).", exception.Message, StringComparison.Ordinal);
            Assert.Null(exception.InnerException);
        }
    }

    [Fact]
    public async Task Impossible_questions_are_refused()
    {
        await using var app = await StartAsync("a");
        var operations = Operations(app);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => operations.ListAsync(RedoxInboxItemState.Parked, count: 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => operations.ListAsync(RedoxInboxItemState.Parked, count: RedoxInboxOperations.MaxCount + 1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => operations.ListAsync(RedoxInboxItemState.Parked, after: -1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => operations.ListAsync((RedoxInboxItemState)3));
        await Assert.ThrowsAsync<ArgumentNullException>(() => operations.ReplayAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => operations.DiscardAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => operations.ExportAsync(1, null!));
        await Assert.ThrowsAsync<OperationCanceledException>(() => operations.ReplayAsync(RedoxParkedMessages.All, new CancellationToken(canceled: true)));
        Assert.Equal(1, (await operations.CountAsync()).Parked);
    }

    [Fact]
    public async Task Parked_replayed_and_discarded_messages_are_counted()
    {
        var metrics = new List<Metric>();
        using var metering = Sdk.CreateMeterProviderBuilder().AddMeter("Redox.Client").AddInMemoryExporter(metrics).Build();
        var name = $"{Guid.NewGuid()}";
        await using var services = Destinations(name);
        var (inbox, operations) = (services.GetRequiredKeyedService<IRedoxInbox>(name), services.GetRequiredKeyedService<RedoxInboxOperations>(name));
        await ParkAsync(inbox, name);
        await ParkAsync(inbox, name);

        await operations.ReplayAsync(RedoxParkedMessages.WithIds((await operations.ListAsync(RedoxInboxItemState.Parked))[0].Id));
        await operations.DiscardAsync(RedoxParkedMessages.All);
        await operations.DiscardAsync(RedoxParkedMessages.All);

        metering.ForceFlush();
        Assert.Equal((1, 1), (Sum(metrics, "redox.inbox.replays", name), Sum(metrics, "redox.inbox.discards", name)));
    }

    [Fact]
    public async Task Messages_that_a_process_parks_or_discards_by_age_are_counted()
    {
        var metrics = new List<Metric>();
        using var metering = Sdk.CreateMeterProviderBuilder().AddMeter("Redox.Client").AddInMemoryExporter(metrics).Build();
        await using (var app = await StartAsync("a", "b"))
        {
            app.App.Clock.Advance(TimeSpan.FromHours(1));
            await app.UntilAsync(() => _inbox.CountAsync("").Result.Parked == 0, TimeSpan.FromMinutes(10));
        }

        metering.ForceFlush();
        Assert.InRange(Sum(metrics, "redox.inbox.parkings", "default"), 2, long.MaxValue); // Other tests have a default destination, too.
        Assert.InRange(Sum(metrics, "redox.inbox.discards", "default"), 2, long.MaxValue);
    }

    private async Task<InboxApplication> StartAsync(params string[] logIds)
    {
        var app = await InboxApplication.StartAsync(
            destination => destination.UseInbox(_ => _inbox, options => (options.MaxAttempts, options.MaxParkedAge) = (1, TimeSpan.FromHours(1))),
            (delivery, _) =>
            {
                if (_fails)
                {
                    throw new InvalidOperationException("CANARY");
                }

                _handled.Enqueue(delivery.LogId!);
                return Task.CompletedTask;
            });
        foreach (var logId in logIds)
        {
            await app.PostAsync(logId);
        }

        await app.IdleAsync();
        return app;
    }

    private static RedoxInboxOperations Operations(InboxApplication app) => app.App.Services.GetRequiredService<RedoxInboxOperations>();

    private static ServiceProvider Destinations(params string[] names)
    {
        var services = new ServiceCollection();
        foreach (var name in names)
        {
            var destination = name.Length == 0
                ? services.AddRedoxDestination(options => options.VerificationTokens.Add(TestDestination.Token))
                : services.AddRedoxDestination(name, options => options.VerificationTokens.Add(TestDestination.Token));
            destination.UseInMemoryInbox();
        }

        return services.BuildServiceProvider();
    }

    private static async Task ParkAsync(IRedoxInbox inbox, string destination)
    {
        var now = DateTimeOffset.UtcNow;
        await inbox.StoreAsync(new RedoxInboxMessage { Destination = destination, LogId = $"{Guid.NewGuid()}", Key = null, ReceivedAt = now, Body = "{}"u8.ToArray() });
        var claim = new RedoxInboxClaim { Destination = destination, Count = 1, Lease = TimeSpan.FromMinutes(1), DueBy = now };
        var entry = Assert.Single((await inbox.ClaimAsync(claim)).Entries);
        await inbox.ClaimAsync(new RedoxInboxClaim
        {
            Destination = destination,
            Count = 0,
            Lease = claim.Lease,
            DueBy = now,
            Results = [RedoxInboxResult.Parked(entry.Lease, now, new RedoxInboxFailure("System.TimeoutException"))],
        });
    }

    private static long Sum(IEnumerable<Metric> metrics, string name, string destination)
    {
        var sum = 0L;
        foreach (ref readonly var point in metrics.Single(metric => metric.Name == name && metric.Unit == "{message}").GetMetricPoints())
        {
            foreach (var tag in point.Tags)
            {
                sum += Equals(tag.Value, destination) ? point.GetSumLong() : 0;
            }
        }

        return sum;
    }

    private sealed class Broken() : DbException("CANARY")
    {
        public override string SqlState => "XX000";
    }
}
