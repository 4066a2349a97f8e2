using System.Globalization;

namespace Redox.Client.Fuzz;

/// <summary>Something that a target did wrong, once for each place in the code.</summary>
/// <param name="Kind">The kind: an undocumented exception, a loss, slowness or another one.</param>
/// <param name="Details">The exception with its stack, or what was lost.</param>
/// <param name="Input">The first input that shows it.</param>
/// <param name="Number">The number of that input.</param>
/// <param name="Cpu">The processor time until then.</param>
public sealed record FuzzFinding(string Kind, string Details, ReadOnlyMemory<byte> Input, long Number, TimeSpan Cpu)
{
    internal const string Exception = "undocumented exception";
    internal const string Lossy = "lossy";

    /// <summary>The kind of what took more than a second, of the clock and of the processor.</summary>
    public const string Slow = "over 1 s";

    /// <summary>How many inputs showed it.</summary>
    public long Count { get; internal set; } = 1;

    /// <summary>The file that holds the input; <see langword="null"/> when none was asked for.</summary>
    public string? File { get; internal set; }

    /// <summary>The finding, and the input or its file.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"  {Kind}, {Count:N0} times, first by input {Number:N0} after {Cpu.TotalSeconds:0.0} CPU s: {File ?? Convert.ToBase64String(Input.Span)}\n    {Details.ReplaceLineEndings("\n    ")}");
}
