using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>Several destinations on one file, what an operator sees of it, and what goes on while much is forgotten.</summary>
public sealed class InboxProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2024, 3, 4, 13, 0, 0, TimeSpan.Zero));

    private string Database => Path.Combine(_folder, "inbox.db");

    [Fact]
    public async Task Each_destination_of_a_file_has_its_own_worker()
    {
        await using var services = Build("lab", options => options.MaxAttempts = 1, Database);
        await using var other = await InboxApplication.StartAsync(Database);
        var worker = services.GetServices<IHostedService>().OfType<BackgroundService>().Single();
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
        using var measured = new Measured(name);
        var worker = services.GetServices<IHostedService>().OfType<BackgroundService>().Single();
        await worker.StartAsync(CancellationToken.None);
        for (var number = 0; number < 3; number++)
        {
            await inbox.StoreAsync(Message(name, null, _clock.GetUtcNow()));
        }

        await services.WhenRedoxInboxIdleAsync().WaitAsync(TimeSpan.FromSeconds(20));
        await MeasuredAsync(measured, "^oldest_age 0, parked 3, running 0, waiting 0$"); // Nobody takes what is no message.

        await worker.StopAsync(CancellationToken.None);
        Assert.Equal("", measured.Now()); // Whoever handles the inbox measures it.
    }

    [Fact]
    public async Task Messages_that_wait_for_a_retry_are_measured_with_their_age()
    {
        var name = $"measured-{Guid.NewGuid()}";
        await using var services = Build(name, _ => { }, Database);
        using var measured = new Measured(name);
        var worker = services.GetServices<IHostedService>().OfType<BackgroundService>().Single();
        await worker.StartAsync(CancellationToken.None);
        await services.GetRequiredKeyedService<IRedoxInbox>(name).StoreAsync(Message(name, null, _clock.GetUtcNow().AddHours(-1)));
        await services.WhenRedoxInboxIdleAsync().WaitAsync(TimeSpan.FromSeconds(20));

        await MeasuredAsync(measured, "^oldest_age 36[0-9]{2}, parked 0, running 0, waiting 1$");
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

        var worker = services.GetServices<IHostedService>().OfType<BackgroundService>().Single();
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

    private ServiceProvider Build(string name, Action<RedoxInboxOptions> configure, string database)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddFakeLogging()).AddSingleton<TimeProvider>(_clock);
        var destination = name.Length == 0
            ? services.AddRedoxDestination(options => options.VerificationTokens.Add("the-verification-token"))
            : services.AddRedoxDestination(name, options => options.VerificationTokens.Add("the-verification-token"));
        destination.AddHandler<SchedulingNew, Unused>().UseSqliteInbox($"Data Source={database}", options =>
        {
            options.MaxConcurrency = 4;
            configure(options);
        });
        return services.BuildServiceProvider();
    }

    // The messages are counted every few seconds.
    private async Task MeasuredAsync(Measured measured, string pattern)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!Regex.IsMatch(measured.Now(), pattern) && !limit.IsCancellationRequested)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Matches(pattern, measured.Now());
    }

    private sealed class Measured : IDisposable
    {
        private readonly SortedDictionary<string, double> _values = new(StringComparer.Ordinal);
        private readonly MeterListener _listener = new();

        public Measured(string destination)
        {
            _listener.InstrumentPublished = (instrument, meter) =>
            {
                if (instrument is { Meter.Name: "Redox.Client", IsObservable: true })
                {
                    meter.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
            _listener.Start();

            void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
            {
                foreach (var (key, tag) in tags)
                {
                    if (key == "redox.destination" && Equals(tag, destination))
                    {
                        _values[instrument.Name["redox.inbox.".Length..]] = value;
                    }
                }
            }
        }

        public string Now()
        {
            _values.Clear();
            _listener.RecordObservableInstruments();
            return string.Join(", ", _values.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key} {entry.Value:F0}")));
        }

        public void Dispose() => _listener.Dispose();
    }

    private sealed class Unused : IRedoxHandler<SchedulingNew>
    {
        public Task HandleAsync(SchedulingNew message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
