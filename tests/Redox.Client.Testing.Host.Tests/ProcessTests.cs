using System.Diagnostics;
using System.Text;

namespace Redox.Client.Testing.Host.Tests;

/// <summary>The program as a process, and the script that uses it with only bash, curl and openssl.</summary>
public sealed class ProcessTests
{
    [ScriptFact]
    public async Task A_script_gets_a_token_sends_an_event_and_queries()
    {
        await using var host = await RunningHost.StartAsync();

        var (exitCode, output) = await RunAsync("bash", Path.Combine(AppContext.BaseDirectory, "curl", "exchange.sh"), host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));

        Assert.True(exitCode == 0, output);
        Assert.Contains("Token: 43 characters", output, StringComparison.Ordinal);
        Assert.Contains("\"Demographics\":{\"FirstName\":\"Ilse\"", output, StringComparison.Ordinal);
        Assert.Matches(@"(?s)#1 .*/v2/auth/token.*: 200\n#2 .*PatientAdmin\.NewPatient.*: 200\n#3 .*PatientSearch\.Query.*: 200", output);
    }

    [ScriptFact]
    public async Task The_program_ends_cleanly_on_SIGTERM()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Redox.Client.Testing.Host.dll"), "--port", "0"]) { RedirectStandardOutput = true })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            Assert.StartsWith("A fake Redox exchange", await process.StandardOutput.ReadLineAsync(limit.Token), StringComparison.Ordinal);

            await RunAsync("bash", "-c", $"kill -TERM {process.Id}");

            await process.WaitForExitAsync(limit.Token);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            process.Kill();
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await error);
    }
}

/// <summary>Skipped, with the reason, where bash, curl or openssl is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScriptFactAttribute : FactAttribute
{
    private static readonly string[] Missing = [.. new[] { "bash", "curl", "openssl" }.Where(program => !IsInstalled(program))];

    public ScriptFactAttribute() => Skip = Missing.Length == 0 ? null : $"Missing: {string.Join(", ", Missing)}.";

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
