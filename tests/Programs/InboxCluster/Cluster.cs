using System.Diagnostics;
using System.Globalization;

namespace InboxCluster;

/// <summary>The processes: one that is killed is started again at once.</summary>
internal sealed class Cluster(string place, bool isUnfenced, int processes) : IDisposable
{
    private readonly Member[] _members = new Member[processes];

    public int Processes => processes;

    public async Task StartAsync()
    {
        for (var number = 0; number < processes; number++)
        {
            _members[number] = await Member.StartAsync(place, isUnfenced);
        }
    }

    /// <summary>The address of one that runs; which one, does not matter.</summary>
    public Uri Address(int number) => _members[number % processes].Address;

    /// <summary>SIGKILL.</summary>
    /// <returns>When.</returns>
    public DateTimeOffset Kill(int number)
    {
        var at = DateTimeOffset.UtcNow;
        _members[number].Kill();
        return at;
    }

    /// <summary>Another one in the place of one that was killed.</summary>
    public async Task RestartAsync(int number)
    {
        _members[number].Dispose();
        _members[number] = await Member.StartAsync(place, isUnfenced);
    }

    /// <summary>SIGSTOP, and SIGCONT after a time.</summary>
    public async Task PauseAsync(int number, TimeSpan time)
    {
        await _members[number].SignalAsync("STOP");
        await Task.Delay(time, CancellationToken.None);
        await _members[number].SignalAsync("CONT");
    }

    /// <summary>SIGTERM, and what handlers have begun is ended.</summary>
    public async Task StopAsync()
    {
        foreach (var member in _members)
        {
            await member.SignalAsync("TERM");
            await member.EndedAsync();
        }
    }

    public void Dispose()
    {
        foreach (var member in _members)
        {
            member?.Dispose();
        }
    }

    private sealed class Member(Process process, Uri address) : IDisposable
    {
        public Uri Address => address;

        public static async Task<Member> StartAsync(string place, bool isUnfenced)
        {
            string[] arguments = [typeof(Member).Assembly.Location, place, "--serve", .. isUnfenced ? ["--unfenced"] : Array.Empty<string>()];
            var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("listening ", StringComparison.Ordinal))
                {
                    _ = process.StandardOutput.ReadToEndAsync(); // So that its output does not fill the pipe.
                    return new Member(process, new Uri(line["listening ".Length..]));
                }
            }

            throw new InvalidOperationException("A process ended before it listened.");
        }

        public async Task SignalAsync(string signal)
        {
            using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }

        public Task EndedAsync() => process.WaitForExitAsync();

        public void Kill()
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        public void Dispose()
        {
            Kill();
            process.Dispose();
        }
    }
}
