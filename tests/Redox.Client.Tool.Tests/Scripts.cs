using System.Diagnostics;
using System.Text;

namespace Redox.Client.Tool.Tests;

/// <summary>Programs that a test runs beside the one that it tests.</summary>
internal static class Scripts
{
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
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
