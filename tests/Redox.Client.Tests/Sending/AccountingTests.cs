using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Models;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;
using Redox.ModelGenerator;
using Shared;
using Shared.Clocks;

namespace Redox.Client.Tests.Sending;

/// <summary>
/// Many events through a bad network: none is lost unnoticed, none arrives twice, and each is reported as the faults that it met demand. The journal of the
/// fake is the book.
/// </summary>
/// <remarks>
/// Time stands, so that no event ends by a time limit: the machine's load has no say. More rounds, each with other faults for other events:
/// <c>REDOX_ACCOUNTING_ROUNDS=200 dotnet test tests/Redox.Client.Tests --filter AccountingTests</c>.
/// </remarks>
public sealed class AccountingTests
{
    private const int Events = 5_000;
    private const int Parallel = 64;
    private const int MaxShown = 20;

    // After these nobody can know whether the event arrived; the last three come after it was taken.
    private static readonly Fault[] Unclear = [Fault.BadGateway, Fault.ResetBeforeAcceptance, Fault.TruncatedBody, Fault.ResetAfterAcceptance, Fault.MalformedJson];

    private static readonly HashSet<string?> UnclearNames = [.. Unclear.Select(fault => fault.ToString())];

    private static int Rounds => TestSize.Of(quick: 1, middle: 1, full: 200);

    [Fact]
    public async Task Every_event_is_accepted_once_or_reported_with_what_became_of_it()
    {
        for (var round = 0; round < Rounds; round++)
        {
            await RunAsync(round);
        }
    }

    private static async Task RunAsync(int round)
    {
        var clock = new SkippingClock { Stands = true };
        await using var redox = TestApp.Fake(clock, options => options.JournalCapacity = 4 * Events);
        FailOftenIn(redox.Faults, round);
        await using var app = new TestApp(
            options => options.RateLimit.Enabled = false,
            services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None)),
            redox,
            clock);
        var (outcomes, next, failures) = (new Delivery?[Events], -1, new ConcurrentQueue<string>());

        await Task.WhenAll(Enumerable.Range(0, Parallel).Select(async _ =>
        {
            await Task.Yield();
            for (int i; (i = Interlocked.Increment(ref next)) < Events;)
            {
                try
                {
                    var receipt = await app.Client.SendAsync(TestApp.Appointment(new SystemReference { ID = $"{i}" }));
                    if (receipt.Logs is not [{ Destination.ID: { } id }] || id != $"{i}")
                    {
                        failures.Enqueue($"{i}: the receipt is that of another event");
                    }
                }
                catch (RedoxException exception)
                {
                    outcomes[i] = exception.Delivery;
                }
                catch (Exception exception)
                {
                    failures.Enqueue($"{i}: {exception.GetType()}: {exception.Message}");
                }
            }
        }));

        var attempts = redox.Requests.Messages.ToLookup(request => request.At("Meta.Destinations[0].ID")!);
        for (var i = 0; i < Events; i++)
        {
            var (reported, expected, arrived) = (outcomes[i], Expected([.. attempts[$"{i}"]]), attempts[$"{i}"].Count(request => request.Accepted));
            if (reported != expected || arrived > 1 || (arrived == 1 && reported is not (null or Delivery.Unknown)) || (arrived == 0 && reported is null))
            {
                failures.Enqueue($"{i}: reported {Word(reported)}, expected {Word(expected)}, arrived {arrived} times{Environment.NewLine}{string.Join(Environment.NewLine, attempts[$"{i}"])}");
            }
        }

        if (!failures.IsEmpty)
        {
            Assert.Fail($"Round {round}: {failures.Count} of {Events} events. The evidence is in {await KeepAsync(round, failures, redox)}.{Environment.NewLine}{failures.First()}");
        }

        await redox.VerifyAsync(TimeSpan.Zero);
        Assert.All<Delivery?>([null, Delivery.Unknown, Delivery.NotSent, Delivery.Rejected], outcome => Assert.True(outcomes.Count(told => told == outcome) > 5, $"{outcome} hardly occurs"));
        Assert.Contains(Enumerable.Range(0, Events), i => outcomes[i] == Delivery.Unknown && attempts[$"{i}"].Any(request => request.Accepted));
    }

    /// <summary>What the faults of its attempts make of an event; <see langword="null"/>: it was accepted.</summary>
    private static Delivery? Expected(IReadOnlyList<RecordedRequest> attempts) => attempts switch
    {
        _ when attempts.Any(attempt => UnclearNames.Contains(attempt.Fault)) => Delivery.Unknown,
        [.., { Fault: null }] => null,
        _ when attempts.All(attempt => attempt.Fault == Fault.ConnectionRefused.ToString()) => Delivery.NotSent,
        _ => Delivery.Rejected,
    };

    /// <summary>Fails about one time in two, in every way before and after the event was taken.</summary>
    private static void FailOftenIn(RedoxFaults faults, int round)
    {
        var from = 0;
        (int, Fault)[] all =
        [
            (30, Fault.ConnectionRefused), (2, Fault.Unauthorized), (8, Fault.TooManyRequests()), (1, Fault.BadRequest(new FaultError("no"))),
            .. Unclear.Select(fault => (1, fault)),
        ];
        foreach (var (percent, fault) in all)
        {
            var (first, last) = (from, from += percent);
            faults.On(FakeRoute.Messages).When(request => Dice(request, round) is var dice && dice >= first && dice < last).ThenAlways(fault);
        }
    }

    /// <summary>A number below 100 that looks like chance and is the same for every script that asks.</summary>
    private static long Dice(RecordedRequest request, int round) => (long)((ulong)(request.Number + (1_000_003L * round)) * 0x9E3779B97F4A7C15 >> 33) % 100;

    private static string Word(Delivery? outcome) => outcome?.ToString() ?? "accepted";

    /// <summary>A failure that depends on how threads meet may not come again: what is known of it stays.</summary>
    private static async Task<string> KeepAsync(int round, IReadOnlyCollection<string> failures, RedoxFake redox)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root(), "artifacts", "evidence")).FullName;
        var file = Path.Combine(folder, $"accounting-round-{round}-{Environment.ProcessId}.txt");
        var findings = await Record.ExceptionAsync(() => redox.VerifyAsync(TimeSpan.Zero));
        await File.WriteAllLinesAsync(file, [.. failures, "", findings is null ? "The fake has no findings." : string.Join(Environment.NewLine, findings.Message.Split(Environment.NewLine).Take(MaxShown)), "", .. redox.Requests.Select(request => $"{request} {request.At("Meta.Destinations[0].ID")}")]);
        return file;
    }
}
