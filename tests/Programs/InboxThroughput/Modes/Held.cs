using System.Diagnostics;

namespace InboxThroughput.Modes;

/// <summary>The same messages handled without and with a transaction that is held open beside them, in slices: what it holds back grows.</summary>
internal static class Held
{
    private const int Slices = 10;

    public static async Task RunAsync(string place, int messages)
    {
        await MeasureAsync(place, Math.Min(messages, 1_000), isHeld: false); // All code is compiled.
        var without = await MeasureAsync(place, messages, isHeld: false);
        var held = await MeasureAsync(place, messages, isHeld: true);
        for (var slice = 0; slice < Slices; slice++)
        {
            Figures.PrintInvariant($"slice {slice + 1}: handled {without[slice]:N0}/s, with a transaction held open {held[slice]:N0}/s, {held[slice] / without[slice]:P0}");
        }

        // The same number in each slice: harmonic means.
        var (all, kept) = (1 / without.Average(rate => 1 / rate), 1 / held.Average(rate => 1 / rate));
        Figures.PrintInvariant($"handled {all:N0}/s, with a transaction held open {kept:N0}/s, {kept / all:P0}");
    }

    private static async Task<double[]> MeasureAsync(string place, int messages, bool isHeld)
    {
        var inbox = Inbox.Create(place);
        var key = Messages.Keys(messages);
        await Messages.FillAsync(inbox, messages, number => Messages.Create(key(number)));
        var rates = new double[Slices];
        await using (var application = new Application(inbox))
        await using (isHeld ? await inbox.HoldAsync() : null)
        {
            var watch = Stopwatch.StartNew();
            await application.StartAsync();
            for (var (slice, before) = (0, 0); slice < Slices; slice++)
            {
                watch.Restart();
                await application.Handled.Ordinary.ReachAsync(messages / Slices * (slice + 1));
                var handled = application.Handled.Ordinary.Value;
                (rates[slice], before) = (Figures.Rate(handled - before, watch.Elapsed), handled);
            }

            await application.StopAsync();
        }

        await inbox.DropAsync();
        return rates;
    }
}
