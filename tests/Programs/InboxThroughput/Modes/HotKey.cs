using System.Diagnostics;

namespace InboxThroughput.Modes;

/// <summary>Messages of one key, which are handled one at a time, beside as many of other keys.</summary>
internal static class HotKey
{
    public static async Task RunAsync(string place, int messages)
    {
        var inbox = Inbox.Create(place);
        var key = Messages.Keys(messages);
        await Messages.FillAsync(
            inbox, messages * 2, number => number % 2 == 0 ? Messages.Create(Messages.FirstKey, Messages.Hot) : Messages.Create(key(number / 2)));
        await using (var application = new Application(inbox))
        {
            var watch = Stopwatch.StartNew();
            await application.StartAsync();
            var hot = PrintAsync("of one key handled", application.Handled.Hot);
            var others = PrintAsync("of other keys handled", application.Handled.Ordinary);
            await others;
            Figures.PrintInvariant($"meanwhile of the one key {application.Handled.Hot.Value:N0}");
            await hot;
            await application.StopAsync();

            async Task PrintAsync(string what, Count count)
            {
                await count.ReachAsync(messages);
                Figures.PrintRate(what, messages, watch.Elapsed);
            }
        }

        await inbox.DropAsync();
    }
}
