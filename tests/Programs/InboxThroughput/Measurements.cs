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
        await Parallel.ForEachAsync(Enumerable.Range(1, messages), new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (id, cancellationToken) =>
            await inbox.CompleteAsync(id, DateTimeOffset.UnixEpoch, cancellationToken));

        var watch = Stopwatch.StartNew();
        var forgetting = inbox.ForgetAsync("", DateTimeOffset.UtcNow);
        var (stored, slowest) = (0, TimeSpan.Zero);
        while (!forgetting.IsCompleted)
        {
            var begin = watch.Elapsed;
            await inbox.StoreAsync("", $"{Guid.NewGuid()}", Message(Guid.NewGuid()), DateTimeOffset.UtcNow);
            stored++;
            slowest = watch.Elapsed - begin > slowest ? watch.Elapsed - begin : slowest;
        }

        Print("forgotten", await forgetting, watch.Elapsed);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stored meanwhile {stored}, the slowest in {slowest.TotalMilliseconds:F0} ms; SQLite's log {new FileInfo($"{file}-wal").Length:N0} bytes"));
    }

    private static Task StoreAsync(IRedoxInbox inbox, int messages) =>
        Parallel.ForEachAsync(Enumerable.Range(0, messages), new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (_, cancellationToken) =>
        {
            var logId = Guid.NewGuid();
            await inbox.StoreAsync("", $"{logId}", Message(logId), DateTimeOffset.UtcNow, cancellationToken);
        });

    private static byte[] Message(Guid logId) => Encoding.UTF8.GetBytes(
        $$$"""{"Meta":{"DataModel":"PatientAdmin","EventType":"Arrival","Logs":[{"ID":"{{{logId}}}"}]},"Visit":{"VisitNumber":"1","Reason":"{{{new string('x', 1900)}}}"}}""");

    private static IHost Build(string file, Counter counter)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        builder.Services.AddSingleton(counter);
        builder.Services.AddRedoxDestination(options => options.VerificationTokens.Add("the-verification-token"))
            .AddHandler<PatientAdminArrival, CountingHandler>()
            .UseSqliteInbox($"Data Source={file}", options => options.MaxConcurrency = Lanes);
        return builder.Build();
    }

    private static void Print(string what, int count, TimeSpan time) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {count:N0} in {time.TotalSeconds:F1} s, {count / time.TotalSeconds:N0}/s"));
}
