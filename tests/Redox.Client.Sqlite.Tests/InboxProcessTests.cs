using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>Several destinations on one file, what an operator sees of it, and what goes on while much is forgotten.</summary>
public sealed class InboxProcessTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    [Fact]
    public async Task Each_destination_of_a_file_has_its_own_worker()
    {
        await using var services = Build("lab", options => options.MaxAttempts = 1, Database);
        await using var other = await InboxApplication.StartAsync(Database);
        var worker = services.GetServices<IHostedService>().Single();
        await worker.StartAsync(CancellationToken.None);

        await services.GetRequiredKeyedService<IRedoxInbox>("lab").StoreAsync(Message("lab", "a", DateTimeOffset.UnixEpoch));
        await other.PostAsync("a");

        await services.WhenRedoxInboxIdleAsync().WaitAsync(TimeSpan.FromSeconds(20));
        await other.HandledAsync(1);
        Assert.Equal((0, 0), await other.Inbox.CountAsync("lab") is var lab ? (lab.Waiting, lab.Running) : default);
        Assert.Single(other.Journal);
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
            await inbox.StoreAsync(Message(name, null, DateTimeOffset.UtcNow));
        }

        await services.WhenRedoxInboxIdleAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("oldest_age 0, parked 3, waiting 0", Measured(name)); // Nobody takes what is no message.

        // Parked by nobody yet: a wait that is not over.
        await inbox.StoreAsync(Message(name, null, DateTimeOffset.UtcNow.AddHours(-1)));
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
        await services.GetRequiredKeyedService<IRedoxInbox>(name).StoreAsync(Message(name, null, DateTimeOffset.UtcNow.AddHours(-1)));
        await services.WhenRedoxInboxIdleAsync().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Matches("^oldest_age 36[0-9]{2}, parked 0, waiting 1$", Measured(name));
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Receiving_goes_on_while_many_messages_are_forgotten()
    {
        const int Many = 20_000;
        await using var services = Build("", options => options.Retention = TimeSpan.FromTicks(1), Database);
        var inbox = services.GetRequiredKeyedService<IRedoxInbox>("");
        await Parallel.ForEachAsync(Enumerable.Range(1, Many), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (id, cancellationToken) =>
            await inbox.StoreAsync(Message("", id.ToString(CultureInfo.InvariantCulture), DateTimeOffset.UnixEpoch), cancellationToken));
        var claimed = await inbox.ClaimAsync(new() { Destination = "", Count = Many, Lease = TimeSpan.FromMinutes(1), DueBy = DateTimeOffset.UnixEpoch });
        await inbox.ClaimAsync(new()
        {
            Destination = "",
            Count = 0,
            Lease = TimeSpan.FromMinutes(1),
            DueBy = DateTimeOffset.UnixEpoch,
            Results = [.. claimed.Entries.Select(entry => RedoxInboxResult.Completed(entry.Lease, DateTimeOffset.UnixEpoch))],
        });

        var worker = services.GetServices<IHostedService>().Single();
        await worker.StartAsync(CancellationToken.None); // Forgets at once.
        var storedMeanwhile = 0;
        while (Rows("handled_at = 621355968000000000") > 0)
        {
            await inbox.StoreAsync(Message("other", null, DateTimeOffset.UtcNow));
            storedMeanwhile++;
        }

        await worker.StopAsync(CancellationToken.None);
        Assert.Equal(storedMeanwhile, Rows("1"));
        Assert.True(storedMeanwhile > 5, $"Only {storedMeanwhile} messages were stored meanwhile."); // One transaction for all would let one or two pass.
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private long Rows(string condition)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM redox_inbox WHERE {condition}";
        return (long)command.ExecuteScalar()!;
    }

    private static RedoxInboxMessage Message(string destination, string? logId, DateTimeOffset receivedAt) =>
        new() { Destination = destination, LogId = logId, Key = null, ReceivedAt = receivedAt, Body = "{ }"u8.ToArray() };

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
