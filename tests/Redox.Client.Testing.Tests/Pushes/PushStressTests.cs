using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Redox.Client.Testing.Tests.Pushes;

/// <summary>Many concurrent messages: nothing is lost, nothing arrives out of order, and each is accepted once.</summary>
public sealed partial class PushStressTests
{
    private const int Producers = 8;
    private const int MessagesPerProducer = 250;

    private static readonly string[] DataModels = ["Scheduling", "Order", "Results", "Notes"];

    [Fact]
    public async Task Every_message_of_many_senders_is_accepted_once_and_in_order()
    {
        await using var redox = RedoxFake.InMemory(options => (options.Push.FirstRetry, options.Push.LongestRetry) = (TimeSpan.FromTicks(1), TimeSpan.FromTicks(1)));
        var app = new HandlerReceiver();
        var accepted = new ConcurrentDictionary<string, ConcurrentQueue<int>>();
        var count = 0;
        app.AnswerAsync = async (push, _) =>
        {
            await Task.Yield();
            if (Interlocked.Increment(ref count) % 10 == 0)
            {
                return new(503, "");
            }

            var name = Sender().Match(push.Text);
            accepted.GetOrAdd($"{name.Groups["model"]} {name.Groups["sender"]}", _ => new()).Enqueue(int.Parse(name.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture));
            return new(200, "");
        };
        var destination = app.Connect(redox);

        await Parallel.ForAsync(0, Producers, (sender, _) =>
        {
            for (var number = 0; number < MessagesPerProducer; number++)
            {
                var model = DataModels[number % DataModels.Length];
                destination.EnqueueJson($$$"""{"Meta":{"DataModel":"{{{model}}}","EventType":"New"},"From":"{{{sender}}}/{{{number}}}"}""");
            }

            return ValueTask.CompletedTask;
        });
        await destination.WhenIdleAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Producers * DataModels.Length, accepted.Count);
        Assert.Equal(Producers * MessagesPerProducer, accepted.Values.Sum(numbers => numbers.Count));
        Assert.All(accepted.Values, numbers => Assert.Equal(numbers.Order().Distinct(), numbers));
        Assert.Equal(count, redox.Push.Deliveries.Sum(delivery => delivery.Attempts.Count));
        Assert.All(redox.Push.Deliveries, delivery => Assert.Equal(PushStatus.Succeeded, delivery.Status));
    }

    [GeneratedRegex("\"DataModel\":\"(?<model>\\w+)\".*\"From\":\"(?<sender>\\d+)/(?<number>\\d+)\"")]
    private static partial Regex Sender();
}
