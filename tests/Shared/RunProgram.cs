using System.Diagnostics;

namespace Shared;

/// <summary>Runs a program that lies beside the tests, in a process of its own.</summary>
internal static class RunProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="name">The name of its assembly.</param>
    /// <param name="environment">Further variables of its environment.</param>
    /// <returns>What it has written. A program that fails fails the test.</returns>
    public static Task<string> OutputOfAsync(string name, params (string Name, string Value)[] environment) => OutputOfAsync(name, [], environment);

    /// <summary>The same, with arguments on its command line.</summary>
    public static async Task<string> OutputOfAsync(string name, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{name}.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var end = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(end.Token);
        }
        finally
        {
            process.Kill();
        }

        Assert.True(process.ExitCode == 0, await output + await errors);
        return (await output).Trim();
    }
}
