using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Models;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Sending;

/// <summary>Many events through a bad network: none is lost unnoticed, none arrives twice. The journal of the fake is the book.</summary>
public sealed class AccountingTests
{
    private const int Events = 50_000;
    private const int Parallel = 64;

    [Fact]
    public async Task Every_event_is_accepted_once_or_reported_with_what_became_of_it()
    {
        var clock = new SkippingClock();
        await using var redox = TestApp.Fake(clock, options => options.JournalCapacity = 3 * Events);
        FailOftenIn(redox.Faults);
        await using var app = new TestApp(
            options => options.RateLimit.Enabled = false,
            services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None)),
            redox,
            clock);
        var outcomes = new Delivery?[Events];
        var next = -1;

        await Task.WhenAll(Enumerable.Range(0, Parallel).Select(async _ =>
        {
            await Task.Yield();
            for (int i; (i = Interlocked.Increment(ref next)) < Events;)
            {
                try
                {
                    var receipt = await app.Client.SendAsync(TestApp.Appointment(new SystemReference { ID = $"{i}" }));
                    Assert.Equal($"{i}", Assert.Single(receipt.Logs).Destination?.ID); // The answer is that to this event.
                }
                catch (RedoxException exception)
                {
                    outcomes[i] = exception.Delivery;
                }
            }
        }));

        var taken = redox.Requests.Messages.Where(request => request.Accepted).CountBy(request => request.At("Meta.Destinations[0].ID")!).ToDictionary();

        var faults = new Dictionary<string, int>();
        for (var i = 0; i < Events; i++)
        {
            var (accepted, told) = (taken.GetValueOrDefault($"{i}"), outcomes[i]);
            var isRight = told switch
            {
                null => accepted == 1,
                Delivery.Unknown => accepted <= 1,
                _ => accepted == 0,
            };
            if (!isRight)
            {
                faults[$"told {told?.ToString() ?? "accepted"}, arrived {accepted} times"] = i;
            }
        }

        Assert.Empty(faults);
        Assert.Equal(Events, next - Parallel + 1);
        Assert.All<Delivery?>([null, Delivery.Unknown, Delivery.NotSent, Delivery.Rejected], outcome => Assert.True(outcomes.Count(told => told == outcome) > 20, $"{outcome} hardly occurs"));
        Assert.Contains(taken, entry => entry.Value == 1 && outcomes[int.Parse(entry.Key, CultureInfo.InvariantCulture)] == Delivery.Unknown);
    }

    /// <summary>Fails about one time in three, in every way before and after the event was taken.</summary>
    private static void FailOftenIn(RedoxFaults faults)
    {
        var from = 0;
        foreach (var (percent, fault) in new (int, Fault)[]
        {
            (20, Fault.ConnectionRefused), (2, Fault.Unauthorized), (8, Fault.TooManyRequests()), (1, Fault.BadRequest(new FaultError("no"))), (1, Fault.BadGateway),
            (1, Fault.ResetBeforeAcceptance), (1, Fault.TruncatedBody), (1, Fault.ResetAfterAcceptance), (1, Fault.MalformedJson),
        })
        {
            var (first, last) = (from, from += percent);
            faults.On(FakeRoute.Messages).When(request => Dice(request) is var dice && dice >= first && dice < last).ThenAlways(fault);
        }
    }

    /// <summary>A number below 100 that looks like chance and is the same for every script that asks.</summary>
    private static long Dice(RecordedRequest request) => (long)((ulong)request.Number * 0x9E3779B97F4A7C15 >> 33) % 100;
}
