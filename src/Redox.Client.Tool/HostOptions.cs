using System.Net;

namespace Redox.Client.Tool;

/// <summary>What <c>redox fake</c> was told on its command line and by its environment.</summary>
internal sealed record HostOptions
{
    public const int DefaultPort = 8008;

    /// <summary>All options, for the command line, the environment, the usage and the guide.</summary>
    public static readonly IReadOnlyList<HostOption> All =
    [
        new("host", "ADDRESS", "the IP address to listen on, 0.0.0.0 for all of the machine; beyond this machine /__redox needs the control token. Default: 127.0.0.1",
            (options, text, source) => options with { Host = OptionValue.Address(text, source) }),
        new("port", "NUMBER", $"the port to listen on; 0 for a free one. Default: {DefaultPort}",
            (options, text, source) => options with { Port = OptionValue.Port(text, source) }),
        new("seed", "PATH", "events that the fake knows from the start: a file with one event, a list or one event after the other (NDJSON), or a folder of such files",
            (options, text, source) => options with { Seed = OptionValue.Path(text, source) }),
        new("audience", "TEXT", "an aud of assertions that is accepted besides the token addresses of the fake, exactly as given; may be used several times",
            (options, text, source) => options with { Audiences = [.. options.Audiences, .. OptionValue.Words(text, source)] }),
        new("control-token", "TEXT", "what calls of /__redox must send as Authorization: Bearer TEXT; made and printed where it is needed and not given",
            (options, text, source) => options with { ControlToken = OptionValue.Token(text, source) }),
        new("json", null, "prints one line of JSON at the start, for scripts, in place of the text",
            (options, text, source) => options with { Json = OptionValue.Switch(text, source) }),
    ];

    /// <summary>The address to listen on.</summary>
    public IPAddress Host { get; init; } = IPAddress.Loopback;

    /// <summary>The port to listen on; 0 for a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The file or folder of events that the fake loads at its start.</summary>
    public string? Seed { get; init; }

    /// <summary>Further values of <c>aud</c>.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>The token that was chosen for the control API.</summary>
    public string? ControlToken { get; init; }

    /// <summary>Whether the introduction is one line of JSON.</summary>
    public bool Json { get; init; }

    /// <summary>What to show in place of starting: the usage, the version.</summary>
    public string? Shown { get; init; }

    /// <summary>The command line wins over the environment; of audiences both count.</summary>
    /// <exception cref="HostException">An option is unknown or has a wrong value.</exception>
    public static HostOptions Parse(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        if (arguments.Any(argument => argument is "--help" or "-h"))
        {
            return new() { Shown = HostUsage.Text };
        }

        if (arguments.Contains("--version"))
        {
            return new() { Shown = $"redox {Product.Version}" };
        }

        return FromArguments(FromEnvironment(new(), environment), arguments);
    }

    private static HostOptions FromEnvironment(HostOptions options, IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (variable, text) in environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (variable.StartsWith(HostOption.VariablePrefix, StringComparison.Ordinal) && text.Length > 0)
            {
                var option = All.FirstOrDefault(option => option.Variable == variable)
                    ?? throw new HostException($"'{variable}' is not a variable of redox fake; use {OptionValue.List(All.Select(known => known.Variable))}.");
                options = option.Set(options, text, variable);
            }
        }

        return options;
    }

    private static HostOptions FromArguments(HostOptions options, IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var parts = arguments[i].Split('=', 2);
            var option = All.FirstOrDefault(option => option.Flag == parts[0])
                ?? throw new HostException($"'{parts[0]}' is not an option; use {OptionValue.List(All.Select(known => known.Flag).Append("--version").Append("--help"))}.");
            var text = parts is [_, var value] ? value
                : option.Value is null ? "true"
                : ++i < arguments.Count ? arguments[i]
                : throw new HostException($"{option.Flag} needs its value after it: {option.Form}.");
            options = option.Set(options, text, option.Flag);
        }

        return options;
    }
}
