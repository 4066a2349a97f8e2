using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace InboxThroughput;

/// <summary>Stores and handles messages of 2 KB, and prints how many in a second.</summary>
internal static class Measurements
{
    private const int Senders = 64;
    private const int Lanes = 8;

    private static TimeSpan _processorTime;

    /// <summary>Stores with 64 senders, then handles in 8 lanes; <paramref name="slow"/>: the first message takes until all others are handled.</summary>
    public static async Task SpeedAsync(string file, int messages, bool slow)
    {
        using var host = Build(file, new Counter(messages, slow));
        var inbox = host.Services.GetRequiredKeyedService<IRedoxInbox>("");
        var watch = Stopwatch.StartNew();
        await StoreAsync(inbox, messages);
        Print("stored", messages, watch.Elapsed);

        watch.Restart();
        await host.StartAsync();
        await host.Services.GetRequiredService<Counter>().Done;
        Print("handled", messages, watch.Elapsed);
        await host.StopAsync();
    }

    /// <summary>Forgets handled messages while others are stored, and prints how long the slowest of those took.</summary>
    public static async Task ForgetAsync(string file, int messages)
    {
        using var host = Build(file, new Counter(messages, isFirstSlow: false));
        var inbox = host.Services.GetRequiredKeyedService<IRedoxInbox>("");
        await StoreAsync(inbox, messages);
        await CompleteAsync(inbox);

        var watch = Stopwatch.StartNew();
        var forgetting = Task.Run(() => ForgetAsync(inbox));
        var (stored, slowest) = (0, TimeSpan.Zero);
        while (!forgetting.IsCompleted)
        {
            var begin = watch.Elapsed;
            await inbox.StoreAsync(Message(Guid.NewGuid()));
            stored++;
            slowest = watch.Elapsed - begin > slowest ? watch.Elapsed - begin : slowest;
        }

        Print("forgotten", await forgetting, watch.Elapsed);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stored meanwhile {stored}, the slowest in {slowest.TotalMilliseconds:F0} ms; SQLite's log {new FileInfo($"{file}-wal").Length:N0} bytes"));
    }

    private static Task StoreAsync(IRedoxInbox inbox, int messages) =>
        Parallel.ForEachAsync(Enumerable.Range(0, messages), new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (_, cancellationToken) =>
        {
            await inbox.StoreAsync(Message(Guid.NewGuid()), cancellationToken);
        });

    // As if they had been handled long ago.
    private static async Task CompleteAsync(IRedoxInbox inbox)
    {
        IReadOnlyList<RedoxInboxResult> results = [];
        do
        {
            var claimed = await inbox.ClaimAsync(new RedoxInboxClaim
            {
                Destination = "",
                Count = 256,
                Lease = TimeSpan.FromMinutes(1),
                DueBy = DateTimeOffset.UtcNow,
                Results = results,
            });
            results = [.. claimed.Entries.Select(entry => RedoxInboxResult.Completed(entry.Lease, DateTimeOffset.UnixEpoch))];
        }
        while (results.Count > 0);
    }

    private static async Task<int> ForgetAsync(IRedoxInbox inbox)
    {
        const int Portion = 1_000; // As the worker does.
        for (var all = 0; ;)
        {
            var some = await inbox.ForgetAsync("", DateTimeOffset.UtcNow, Portion);
            all += some;
            if (some < Portion)
            {
                return all;
            }
        }
    }

    private static RedoxInboxMessage Message(Guid logId) => new()
    {
        Destination = "",
        LogId = $"{logId}",
        Key = null,
        ReceivedAt = DateTimeOffset.UtcNow,
        Body = Encoding.UTF8.GetBytes(
            $$$"""{"Meta":{"DataModel":"PatientAdmin","EventType":"Arrival","Logs":[{"ID":"{{{logId}}}"}]},"Visit":{"VisitNumber":"1","Reason":"{{{new string('x', 1900)}}}"}}"""),
    };

    private static IHost Build(string file, Counter counter)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        builder.Services.AddSingleton(counter);
        builder.Services.AddRedoxDestination(options => options.VerificationTokens.Add("the-verification-token"))
            .AddHandler<PatientAdminArrival, CountingHandler>()
            .UseSqliteInbox($"Data Source={file}", options => (options.Key, options.MaxConcurrency) = (InboxKey.None, Lanes));
        return builder.Build();
    }

    // Unlike the speed, it does not depend on what else runs on the machine.
    private static double CpuOf(int count)
    {
        var before = _processorTime;
        _processorTime = Environment.CpuUsage.TotalTime;
        return (_processorTime - before).TotalMicroseconds / count;
    }

    private static void Print(string what, int count, TimeSpan time) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {count:N0} in {time.TotalSeconds:F1} s, {count / time.TotalSeconds:N0}/s, {CpuOf(count):N1} µs of processor time for each"));
}
