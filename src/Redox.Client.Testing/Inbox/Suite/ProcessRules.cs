using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

/// <summary>Processes that are killed and paused.</summary>
internal static class ProcessRules
{
    private const int Stored = 50;

    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("What was stored survives the death of the process", trial => WithProcessAsync(trial, async process =>
        {
            var stored = new List<string> { (await process.AskAsync(trial, SuiteProcess.Store).ConfigureAwait(false))! };
            while (stored.Count < Stored)
            {
                stored.Add((await process.ReadAsync(trial).ConfigureAwait(false))!);
            }

            await process.KillAsync(trial).ConfigureAwait(false);
            foreach (var logId in stored)
            {
                trial.Equal(false, await trial.StoreAsync("", logId).ConfigureAwait(false), $"whether '{logId}' was stored again");
            }

            trial.True((await trial.Store.CountAsync(trial.Destination, trial.Token).ConfigureAwait(false)).Waiting >= Stored, $"at least {Stored} waiting messages", "fewer");
        })),
        new("What a process had claimed when it was killed is claimed by another one, as a death", trial => WithProcessAsync(trial, async process =>
        {
            await trial.StoreAllAsync("a1", "a2").ConfigureAwait(false);
            var lease = await process.ClaimAsync(trial).ConfigureAwait(false);
            await process.KillAsync(trial).ConfigureAwait(false);
            await trial.ExpectClaimAsync("").ConfigureAwait(false);
            await trial.Subject.ExpireLeaseAsync(lease, trial.Destination, trial.Token).ConfigureAwait(false);
            var again = (await trial.ExpectClaimAsync("a1").ConfigureAwait(false))[0];
            trial.Equal(1, again.Deaths, "the deaths");
            trial.True(again.Lease.Fence > lease.Fence, "a higher fence", $"{again.Lease.Fence} after {lease.Fence}");
        })),
        .. OperatingSystem.IsWindows() ? [] : PauseRules(),
    ];

    private static IEnumerable<SuiteRule> PauseRules() =>
    [
        new("A process that was paused beyond its lease can neither complete nor retry nor park nor release", trial => WithProcessAsync(trial, async process =>
        {
            await trial.StoreAllAsync("a1", "a2").ConfigureAwait(false);
            var lease = await process.ClaimAsync(trial).ConfigureAwait(false);
            await process.PauseAsync(trial, true).ConfigureAwait(false);
            await trial.Subject.ExpireLeaseAsync(lease, trial.Destination, trial.Token).ConfigureAwait(false);
            var again = (await trial.ExpectClaimAsync("a1").ConfigureAwait(false))[0];
            await process.PauseAsync(trial, false).ConfigureAwait(false);
            foreach (var kind in Enum.GetValues<RedoxInboxResultKind>())
            {
                trial.Equal(SuiteProcess.Lost, await process.AskAsync(trial, kind.ToString()).ConfigureAwait(false), $"what the process finds when it records {kind}");
                await trial.ExpectListAsync(RedoxInboxItemState.Running, again).ConfigureAwait(false);
            }

            await trial.ExpectClaimAsync("a2", [RedoxInboxResult.Completed(again.Lease, InboxTrial.Noon)]).ConfigureAwait(false);
        })),
    ];

    private static async Task WithProcessAsync(InboxTrial trial, Func<SuiteProcess, Task> act)
    {
        using var process = await SuiteProcess.StartAsync(trial).ConfigureAwait(false);
        await act(process).ConfigureAwait(false);
    }
}
