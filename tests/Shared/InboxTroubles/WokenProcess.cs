using System.Diagnostics;
using System.Globalization;
using System.Text;
using Redox.Client.Receiving;

namespace Shared.InboxTroubles;

/// <summary>A real process that is stopped (SIGSTOP) while it handles messages, and continued after another one has taken them over: nothing that it then does counts.</summary>
internal static class WokenProcess
{
    private static readonly string[] Patients = ["complete", "commit", "fail"];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <param name="place">The database, as InboxCluster takes it.</param>
    /// <param name="inbox">An inbox on it: the other process.</param>
    /// <param name="expire">Ends all leases, as time would.</param>
    /// <param name="maxAttempts">With 1, a handler that fails wants its message parked; else, retried.</param>
    public static async Task ChangesNothingAsync(string place, IRedoxInbox inbox, Func<Task> expire, int maxAttempts)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "InboxCluster.dll"), place, "--serve", "--held", "--max-attempts", maxAttempts.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var address = new Uri((await ReadAsync(process))["listening ".Length..]);
            foreach (var patient in Patients)
            {
                await PostAsync(address, patient);
            }

            Assert.Equal(Patients.Select(patient => $"holding {patient}").Order(StringComparer.Ordinal), await ReadAsync(process, Patients.Length));
            await SignalAsync(process, "STOP");
            await expire();
            var taken = (await inbox.ClaimAsync(new() { Destination = "", Count = 10, Lease = TimeSpan.FromMinutes(10), DueBy = DateTimeOffset.UtcNow, Results = [] })).Entries;
            Assert.Equal([1, 1, 1], taken.Select(entry => entry.Deaths));

            await SignalAsync(process, "CONT");
            await process.StandardInput.WriteLineAsync("go");
            await process.StandardInput.FlushAsync();
            Assert.Equal(["ended commit RedoxLeaseLostException", "ended complete succeeded", "ended fail InvalidOperationException"], await ReadAsync(process, Patients.Length));
            process.StandardInput.Close(); // It records what it still has to.
            await process.WaitForExitAsync().WaitAsync(Limit);

            Assert.Equal(0, process.ExitCode);
            Assert.Empty(await inbox.ListAsync("", RedoxInboxItemState.Waiting, 0, 10));
            Assert.Empty(await inbox.ListAsync("", RedoxInboxItemState.Parked, 0, 10));
            Assert.Equal([0, 0, 0], (await inbox.ListAsync("", RedoxInboxItemState.Running, 0, 10)).Select(item => item.Attempts));
            var results = taken.Select(entry => RedoxInboxResult.Completed(entry.Lease, DateTimeOffset.UtcNow)).ToArray();
            Assert.Empty((await inbox.ClaimAsync(new() { Destination = "", Count = 0, Lease = TimeSpan.FromMinutes(10), DueBy = DateTimeOffset.UtcNow, Results = results })).Lost);
        }
        finally
        {
            process.Kill();
        }
    }

    // Other lines are its log.
    private static async Task<string> ReadAsync(Process process)
    {
        while (true)
        {
            var line = (await process.StandardOutput.ReadLineAsync().WaitAsync(Limit))!;
            if (line.StartsWith("listening ", StringComparison.Ordinal) || line.StartsWith("holding ", StringComparison.Ordinal) || line.StartsWith("ended ", StringComparison.Ordinal))
            {
                return line;
            }
        }
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(Process process, int count)
    {
        var lines = new List<string>();
        while (lines.Count < count)
        {
            lines.Add(await ReadAsync(process));
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static async Task PostAsync(Uri address, string patient)
    {
        using var http = new HttpClient { Timeout = Limit };
        http.DefaultRequestHeaders.Add("verification-token", "the-verification-token");
        var body = $$$"""
            {"Meta":{"DataModel":"PatientAdmin","EventType":"Arrival","Logs":[{"ID":"{{{patient}}}"}]},"Patient":{"Identifiers":[{"ID":"{{{patient}}}","IDType":"MR"}]},"Visit":{"VisitNumber":"0"}}
            """;
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(address, "/redox"), content);
        response.EnsureSuccessStatusCode();
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
