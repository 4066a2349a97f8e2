using System.Globalization;

namespace Redox.Client.Testing.Host;

/// <summary>The command line.</summary>
/// <param name="Port">The port to listen on; 0 for a free port.</param>
/// <param name="Seed">The folder of JSON messages that the fake loads at its start.</param>
/// <param name="Help">Whether only to show the usage.</param>
internal sealed record HostOptions(int Port, string? Seed, bool Help)
{
    public const int DefaultPort = 8008;

    public static string Usage { get; } =
        $"""
        redox-fake [--port NUMBER] [--seed FOLDER]

          --port NUMBER   the port to listen on at 127.0.0.1; 0 for a free port. Default: {DefaultPort}
          --seed FOLDER   JSON messages (events, *.json, including subfolders) that the fake loads at its start
          --help          shows this text
        """;

    public static HostOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new HostOptions(DefaultPort, null, Help: false);
        for (var i = 0; i < arguments.Count; i++)
        {
            options = arguments[i] switch
            {
                "--port" => options with { Port = ReadPort(Next("a number")) },
                "--seed" => options with { Seed = ReadFolder(Next("a folder")) },
                "--help" or "-h" => options with { Help = true },
                var unknown => throw new HostException($"'{unknown}' is not an option; use --port, --seed or --help."),
            };

            string Next(string what) => ++i < arguments.Count ? arguments[i] : throw new HostException($"{arguments[i - 1]} needs {what} after it.");
        }

        return options;
    }

    private static int ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw new HostException($"--port is '{text}', which is not a number from 0 to 65535.");

    private static string ReadFolder(string path) =>
        Directory.Exists(path) ? path : throw new HostException($"--seed names '{path}', which is not a folder.");
}
