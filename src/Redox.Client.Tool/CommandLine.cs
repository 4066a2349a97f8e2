namespace Redox.Client.Tool;

/// <summary>The first argument names the command, and the others belong to it.</summary>
internal static class CommandLine
{
    private static readonly string Usage =
        $"""
        redox fake      the fake exchange, until it is stopped

        redox fake --help shows the options, redox --version the version.
        Guide: {Product.Guide}
        """;

    /// <returns>The exit code: 0; 1 if the command failed, or if there is no such command.</returns>
    public static async Task<int> RunAsync(
        string[] arguments, IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter error, CancellationToken stop)
    {
        switch (arguments)
        {
            case ["fake", .. var options]:
                return await FakeHost.RunAsync(options, environment, output, error, stop).ConfigureAwait(false);
            case ["--help" or "-h"]:
                await output.WriteLineAsync(Usage).ConfigureAwait(false);
                return 0;
            case ["--version"]:
                await output.WriteLineAsync($"redox {Product.Version}").ConfigureAwait(false);
                return 0;
            case []:
                await error.WriteLineAsync($"redox: name a command.\n\n{Usage}").ConfigureAwait(false);
                return 1;
            default:
                await error.WriteLineAsync($"redox: '{arguments[0]}' is not a command.\n\n{Usage}").ConfigureAwait(false);
                return 1;
        }
    }
}
