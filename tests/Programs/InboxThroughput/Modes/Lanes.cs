using System.Diagnostics;

namespace InboxThroughput.Modes;

/// <summary>One handler of 10 s among 8 lanes takes no more than its lane.</summary>
internal static class Lanes
{
    private const int Rounds = 5;

    public static async Task RunAsync(string place, int messages)
    {
        var (slow, without) = (new List<double>(), new List<double>());
        for (var round = 1; round <= Rounds; round++)
        {
            slow.Add(await MeasureAsync(place, messages, lanes: 8, isOneSlow: true));
            without.Add(await MeasureAsync(place, messages, lanes: 7, isOneSlow: false));
            Figures.PrintInvariant($"round {round}: handled {slow[^1]:N0}/s with one handler of 10 s among 8 lanes, {without[^1]:N0}/s in 7 lanes without it, ratio {slow[^1] / without[^1]:F2}");
        }

        Figures.PrintInvariant($"ratio {slow.Average() / without.Average():F2} in {Rounds} rounds");
    }

    // As many as are handled while the slow handler runs, and in the same time where there is none.
    private static async Task<double> MeasureAsync(string place, int messages, int lanes, bool isOneSlow)
    {
        var inbox = Inbox.Create(place);
        if (isOneSlow)
        {
            await Messages.FillAsync(inbox, 1, _ => Messages.Create(Messages.FirstKey, Messages.Slow));
        }

        var key = Messages.Keys(messages);
        await Messages.FillAsync(inbox, messages, number => Messages.Create(key(number)));
        double rate;
        await using (var application = new Application(inbox, lanes))
        {
            var watch = Stopwatch.StartNew();
            using var limit = new CancellationTokenSource(ArrivalHandler.SlowTime);
            await application.StartAsync();
            await application.Handled.Ordinary.ReachAsync(messages, limit.Token);
            rate = Figures.Rate(application.Handled.Ordinary.Value, watch.Elapsed);
            await application.StopAsync();
        }

        await inbox.DropAsync();
        return rate;
    }
}
