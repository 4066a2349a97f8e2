namespace Redox.Client.Tool;

/// <summary>An option of <c>redox fake</c>, on the command line or as a variable of the environment.</summary>
/// <param name="Name">Its name, without the dashes.</param>
/// <param name="Value">What its value is, in capitals; <see langword="null"/> for a switch.</param>
/// <param name="Does">What it does.</param>
/// <param name="Set">Puts a value into the options: the options so far, the value, and what to call it in an error.</param>
internal sealed record HostOption(string Name, string? Value, string Does, Func<HostOptions, string, string, HostOptions> Set)
{
    /// <summary>The beginning of all variables. Not REDOX_FAKE: Kubernetes sets variables of that name by itself where a service is called redox-fake.</summary>
    public const string VariablePrefix = "REDOX_TOOL_FAKE_";

    public string Flag => $"--{Name}";

    /// <summary>The option as it is written on the command line, with what its value is.</summary>
    public string Form => Value is null ? Flag : $"{Flag} {Value}";

    public string Variable => VariablePrefix + Name.Replace('-', '_').ToUpperInvariant();
}
