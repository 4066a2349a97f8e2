using System.Diagnostics;
using System.Globalization;
using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

/// <summary>The other side of <see cref="RedoxInboxSuite.RunProcessAsync"/>, which can be killed and paused.</summary>
internal sealed class SuiteProcess : IDisposable
{
    public const string Store = "store";
    public const string Claim = "claim";
    public const string Ready = "ready";
    public const string Lost = "lost";
    public const string Recorded = "recorded";

    private readonly Process _process;

    private SuiteProcess(Process process) => _process = process;

    public static async Task<SuiteProcess> StartAsync(InboxTrial trial)
    {
        var process = new SuiteProcess(trial.Subject.StartProcess!([trial.Destination]));
        try
        {
            // A shell around it would be killed and paused in its place.
            var line = await process.ReadAsync(trial).ConfigureAwait(false);
            trial.Equal(ReadyAs(process._process.Id), line, "the first line that the process writes, with the ID that StartProcess returns");
            return process;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    public async Task<string?> AskAsync(InboxTrial trial, string command)
    {
        await _process.StandardInput.WriteLineAsync(command.AsMemory(), trial.Token).ConfigureAwait(false);
        await _process.StandardInput.FlushAsync(trial.Token).ConfigureAwait(false);
        return await ReadAsync(trial).ConfigureAwait(false);
    }

    public async Task<string?> ReadAsync(InboxTrial trial) => await _process.StandardOutput.ReadLineAsync(trial.Token).ConfigureAwait(false);

    public async Task<RedoxInboxLease> ClaimAsync(InboxTrial trial)
    {
        var line = await AskAsync(trial, Claim).ConfigureAwait(false);
        return line?.Split(' ') is [var id, var fence]
            ? new(long.Parse(id, CultureInfo.InvariantCulture), long.Parse(fence, CultureInfo.InvariantCulture))
            : throw trial.Broken("a claimed message in the process", $"'{line}'");
    }

    public async Task KillAsync(InboxTrial trial)
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(trial.Token).ConfigureAwait(false);
    }

    /// <summary>Stops all of its threads, as a virtual machine that is moved, or continues them.</summary>
    public async Task PauseAsync(InboxTrial trial, bool isPaused)
    {
        using var kill = Process.Start("kill", [isPaused ? "-STOP" : "-CONT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(trial.Token).ConfigureAwait(false);
        trial.Equal(0, kill.ExitCode, "the exit code of kill");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    /// <summary>What the process does, until its input ends.</summary>
    public static async Task RunAsync(IRedoxInbox inbox, string destination, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        RedoxInboxEntry? claimed = null;
        await WriteAsync(ReadyAs(Environment.ProcessId)).ConfigureAwait(false);
        while (await input.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } command)
        {
            switch (command)
            {
                case Store:
                    for (var number = 0; ; number++)
                    {
                        var logId = string.Create(CultureInfo.InvariantCulture, $"log-{number}");
                        await inbox.StoreAsync(new() { Destination = destination, LogId = logId, Key = "", ReceivedAt = InboxTrial.Noon, Body = "{}"u8.ToArray() }, cancellationToken).ConfigureAwait(false);
                        await WriteAsync(logId).ConfigureAwait(false);
                    }

                case Claim:
                    claimed = (await CallAsync(1).ConfigureAwait(false)).Entries[0];
                    await WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{claimed.Id} {claimed.Lease.Fence}")).ConfigureAwait(false);
                    break;
                default:
                    var result = ResultOf(Enum.Parse<RedoxInboxResultKind>(command), claimed!.Lease);
                    await WriteAsync((await CallAsync(0, result).ConfigureAwait(false)).Lost.Count > 0 ? Lost : Recorded).ConfigureAwait(false);
                    break;
            }
        }

        Task<RedoxInboxClaimed> CallAsync(int count, params RedoxInboxResult[] results) => inbox.ClaimAsync(
            new() { Destination = destination, Count = count, Lease = InboxTrial.Lease, DueBy = InboxTrial.Noon, Results = results }, cancellationToken);

        async Task WriteAsync(string line)
        {
            await output.WriteLineAsync(line.AsMemory(), cancellationToken).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static string ReadyAs(int id) => string.Create(CultureInfo.InvariantCulture, $"{Ready} {id}");

    private static RedoxInboxResult ResultOf(RedoxInboxResultKind kind, RedoxInboxLease lease) => kind switch
    {
        RedoxInboxResultKind.Completed => RedoxInboxResult.Completed(lease, InboxTrial.Noon),
        RedoxInboxResultKind.Retry => RedoxInboxResult.Retry(lease, InboxTrial.Noon, InboxTrial.Failure),
        RedoxInboxResultKind.Parked => RedoxInboxResult.Parked(lease, InboxTrial.Noon, InboxTrial.Failure),
        _ => RedoxInboxResult.Released(lease),
    };
}
