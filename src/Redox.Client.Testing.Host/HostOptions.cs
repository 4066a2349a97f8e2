using System.Globalization;

namespace Redox.Client.Testing.Host;

/// <summary>The command line.</summary>
/// <param name="Port">Where to listen; 0 for a free port.</param>
/// <param name="Seed">The folder of JSON messages that the fake knows from the start.</param>
/// <param name="Help">Whether only to say how it is used.</param>
internal sealed record HostOptions(int Port, string? Seed, bool Help)
{
    public const int DefaultPort = 8008;

    public static string Usage { get; } =
        $"""
        redox-fake [--port NUMBER] [--seed FOLDER]

          --port NUMBER   where to listen on 127.0.0.1; 0 for a free port. Default: {DefaultPort}
          --seed FOLDER   JSON messages (events, *.json, subfolders too) that the fake knows from the start
          --help          this text
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
                var unknown => throw new HostException($"'{unknown}' is no option; there are --port, --seed and --help."),
            };

            string Next(string what) => ++i < arguments.Count ? arguments[i] : throw new HostException($"{arguments[i - 1]} needs {what} after it.");
        }

        return options;
    }

    private static int ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw new HostException($"--port is '{text}', which is no number from 0 to 65535.");

    private static string ReadFolder(string path) =>
        Directory.Exists(path) ? path : throw new HostException($"--seed names '{path}', which is no folder.");
}
