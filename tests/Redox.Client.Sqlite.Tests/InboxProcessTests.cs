using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>Several applications on one file, what an operator sees of it, and what goes on while much is forgotten.</summary>
public sealed class InboxProcessTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    [Fact]
    public async Task One_of_two_applications_on_a_file_handles()
    {
        await using var first = await InboxApplication.StartAsync(Database);
        await first.IdleAsync();
        await using var second = await InboxApplication.StartAsync(Database);
        await second.IdleAsync();

        for (var number = 0; number < 20; number++)
        {
            Assert.Equal(RedoxDestinationOutcome.Stored, (await (number % 2 == 0 ? first : second).PostAsync($"{number}")).Outcome);
        }

        Assert.Equal(RedoxDestinationOutcome.Duplicate, (await first.PostAsync("1")).Outcome);
        Assert.Equal(RedoxDestinationOutcome.Duplicate, (await second.PostAsync("0")).Outcome);
        await first.UntilAsync(() => first.Journal.Count == 20, Second);
        second.App.Clock.Advance(10 * Second);
        await second.IdleAsync();
        Assert.Empty(second.Journal);
        Assert.Equal(2, second.App.Log.Split("Another process handles the messages of the inbox of the destination 'default'").Length);

        await first.StopAsync();
        await second.PostAsync("a");
        await second.UntilAsync(() => second.Journal.Count == 1, Second);
        Assert.Equal(20, first.Journal.Count);
        Assert.Contains("This process now handles the messages", second.App.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_destination_of_a_file_has_its_own_worker()
    {
        await using var services = Build("lab", options => options.MaxAttempts = 1, Database);
        await using var other = await InboxApplication.StartAsync(Database);
        var worker = services.GetServices<IHostedService>().Single();
        await worker.StartAsync(CancellationToken.None);

        await services.GetRequiredKeyedService<IRedoxInbox>("lab").StoreAsync("lab", "a", "{ }"u8.ToArray(), DateTimeOffset.UnixEpoch);
        await other.PostAsync("a");

        await services.WhenRedoxInboxIdleAsync().WaitAsync(TimeSpan.FromSeconds(20));
        await other.HandledAsync(1);
        Assert.Empty(await other.Inbox.ReadAsync("lab", DateTimeOffset.MaxValue, 1));
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Waiting_parked_and_oldest_age_are_measured_per_destination()
    {
        var name = $"measured-{Guid.NewGuid()}";
        await using var services = Build(name, options => options.MaxAttempts = 1, Database);
        var inbox = services.GetRequiredKeyedService<IRedoxInbox>(name);
        var worker = services.GetServices<IHostedService>().Single();
        await worker.StartAsync(CancellationToken.None);
        for (var number = 0; number < 3; number++)
        {
            await inbox.StoreAsync(name, null, "{ }"u8.ToArray(), DateTimeOffset.UtcNow);
        }

        await services.WhenRedoxInboxIdleAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("oldest_age 0, parked 3, waiting 0", Measured(name)); // Nobody takes what is no message.

        // Parked by nobody yet: a wait that is not over.
        await inbox.StoreAsync(name, null, "{ }"u8.ToArray(), DateTimeOffset.UtcNow.AddHours(-1));
        await services.WhenRedoxInboxIdleAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("oldest_age 0, parked 4, waiting 0", Measured(name));
        await worker.StopAsync(CancellationToken.None);
        Assert.Equal("", Measured(name)); // Whoever handles the inbox measures it.
    }

    [Fact]
    public async Task Messages_that_wait_for_a_retry_are_measured_with_their_age()
    {
        var name = $"measured-{Guid.NewGuid()}";
        await using var services = Build(name, _ => { }, Database);
        var worker = services.GetServices<IHostedService>().Single();
        await worker.StartAsync(CancellationToken.None);
        await services.GetRequiredKeyedService<IRedoxInbox>(name).StoreAsync(name, null, "{ }"u8.ToArray(), DateTimeOffset.UtcNow.AddHours(-1));
        await services.WhenRedoxInboxIdleAsync().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Matches("^oldest_age 36[0-9]{2}, parked 0, waiting 1$", Measured(name));
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Receiving_goes_on_while_many_messages_are_forgotten()
    {
        const int Many = 20_000;
        await using var services = Build("", _ => { }, Database);
        var inbox = services.GetRequiredKeyedService<IRedoxInbox>("");
        var senders = new ParallelOptions { MaxDegreeOfParallelism = 64 };
        await Parallel.ForEachAsync(Enumerable.Range(1, Many), senders, async (id, cancellationToken) =>
            await inbox.StoreAsync("", id.ToString(CultureInfo.InvariantCulture), "{ }"u8.ToArray(), DateTimeOffset.UnixEpoch, cancellationToken));
        await Parallel.ForEachAsync(Enumerable.Range(1, Many), senders, async (id, cancellationToken) => // The inbox numbers them by arrival, so that all must be there.
            await inbox.CompleteAsync(id, DateTimeOffset.UnixEpoch, cancellationToken));

        var forgetting = inbox.ForgetAsync("", DateTimeOffset.UtcNow);
        var storedMeanwhile = 0;
        while (!forgetting.IsCompleted)
        {
            await inbox.StoreAsync("", null, "{ }"u8.ToArray(), DateTimeOffset.UtcNow);
            storedMeanwhile++;
        }

        Assert.Equal(Many, await forgetting);
        Assert.True(storedMeanwhile > 5, $"Only {storedMeanwhile} messages were stored meanwhile."); // One transaction for all would let one or two pass.
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ServiceProvider Build(string name, Action<RedoxInboxOptions> configure, string database)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddFakeLogging());
        var destination = name.Length == 0
            ? services.AddRedoxDestination(options => options.VerificationTokens.Add("the-verification-token"))
            : services.AddRedoxDestination(name, options => options.VerificationTokens.Add("the-verification-token"));
        destination.AddHandler<SchedulingNew, Unused>().UseSqliteInbox($"Data Source={database}", options =>
        {
            options.MaxConcurrency = 4;
            options.RetryDelay = TimeSpan.FromMinutes(1); // On the system's clock: no second attempt while the test runs.
            configure(options);
        });
        return services.BuildServiceProvider();
    }

    private static string Measured(string destination)
    {
        var measured = new SortedDictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meter) =>
        {
            if (instrument is { Meter.Name: "Redox.Client", IsObservable: true })
            {
                meter.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return string.Join(", ", measured.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key} {entry.Value:F0}")));

        void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var (key, tag) in tags)
            {
                if (key == "redox.destination" && Equals(tag, destination))
                {
                    measured[instrument.Name["redox.inbox.".Length..]] = value;
                }
            }
        }
    }

    private sealed class Unused : IRedoxHandler<SchedulingNew>
    {
        public Task HandleAsync(SchedulingNew message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
