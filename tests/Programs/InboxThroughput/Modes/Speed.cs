using System.Diagnostics;

namespace InboxThroughput.Modes;

/// <summary>Stores with 64 senders, then handles in 8 lanes of each process.</summary>
internal static class Speed
{
    public static async Task RunAsync(string place, int messages)
    {
        int[] sizes = Inbox.IsShared(place) ? [1, 3] : [1];
        foreach (var processes in sizes)
        {
            var inbox = Inbox.Create(place);
            var each = (messages + processes - 1) / processes;
            var members = Enumerable.Range(0, processes).Select(_ => new Member(inbox, each, Messages.Senders / processes)).ToList();
            await Task.WhenAll(members.Select(member => member.ReadyAsync()));
            var by = processes == 1 ? "by 1 process" : $"by {processes} processes";
            await MeasureAsync($"stored {by}", Member.Store, members, each * processes, member => member.Stored);
            await MeasureAsync($"handled {by}", Member.Handle, members, each * processes, member => member.Handled);
            await Task.WhenAll(members.Select(member => member.StopAsync()));
            await inbox.DropAsync();
        }
    }

    private static async Task MeasureAsync(string what, string command, List<Member> members, int messages, Func<Member, int> count)
    {
        var before = ProcessorTime(members);
        var watch = Stopwatch.StartNew();
        members.ForEach(member => member.Send(command));
        while (members.Sum(count) < messages)
        {
            if (members.Exists(member => member.HasExited))
            {
                throw new InvalidOperationException("A process has ended.");
            }

            await Task.Delay(5);
        }

        Figures.PrintRate(what, messages, watch.Elapsed, ProcessorTime(members) - before);
    }

    private static TimeSpan ProcessorTime(List<Member> members) => members.Aggregate(TimeSpan.Zero, (sum, member) => sum + member.ProcessorTime);
}
