using System.Diagnostics;

namespace Redox.Client.Tool.Tests;

/// <summary>The program as a process, and the script that uses it with only bash, curl and openssl.</summary>
public sealed class ProcessTests
{
    [ScriptFact]
    public async Task A_script_gets_a_token_sends_an_event_and_queries()
    {
        await using var host = await RunningHost.StartAsync();

        var (exitCode, output) = await Scripts.RunAsync("bash", Path.Combine(AppContext.BaseDirectory, "curl", "exchange.sh"), host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));

        Assert.True(exitCode == 0, output);
        Assert.Contains("Token: 43 characters", output, StringComparison.Ordinal);
        Assert.Contains("\"Demographics\":{\"FirstName\":\"Ilse\"", output, StringComparison.Ordinal);
        Assert.Matches(@"(?s)#1 .*/v2/auth/token.*: 200\n#2 .*PatientAdmin\.NewPatient.*: 200\n#3 .*PatientSearch\.Query.*: 200", output);
    }

    [ScriptFact]
    public async Task The_program_ends_cleanly_on_SIGTERM()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Redox.Client.Tool.dll"), "fake", "--port", "0"]) { RedirectStandardOutput = true })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            Assert.StartsWith("A fake Redox exchange", await process.StandardOutput.ReadLineAsync(limit.Token), StringComparison.Ordinal);

            await Scripts.RunAsync("bash", "-c", $"kill -TERM {process.Id}");

            await process.WaitForExitAsync(limit.Token);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            process.Kill();
        }
    }
}
