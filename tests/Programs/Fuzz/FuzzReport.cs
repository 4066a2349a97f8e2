using System.Globalization;
using System.Text;

namespace Redox.Client.Fuzz;

/// <summary>What came of a run.</summary>
/// <param name="Target">The name of the target.</param>
/// <param name="Inputs">How many inputs there were.</param>
/// <param name="Cpu">The processor time of the whole process.</param>
/// <param name="Slowest">The longest time of one input, on the clock.</param>
/// <param name="LargestAllocation">The most that one input allocated, in bytes.</param>
/// <param name="Findings">Each kind of finding once.</param>
/// <param name="NotSeenAgain">How many findings did not come again with the same input, as on a machine that stood still for a second.</param>
public sealed record FuzzReport(
    string Target, long Inputs, TimeSpan Cpu, TimeSpan Slowest, long LargestAllocation, IReadOnlyList<FuzzFinding> Findings, int NotSeenAgain)
{
    /// <summary>One line of figures, and the findings below it.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"{Target,-12} {Inputs,12:N0} inputs  {Cpu.TotalSeconds,7:0.0} CPU s  {Count(FuzzFinding.Exception),6} undocumented  {Count(FuzzFinding.Lossy),6} lossy  {Count(FuzzFinding.Slow),6} over 1 s  ")
            .Append(CultureInfo.InvariantCulture, $"{Findings.Sum(finding => finding.Count),6} findings in all  slowest {Slowest.TotalMilliseconds:0} ms  largest allocation {LargestAllocation / 1e6:0.0} MB")
            .Append(NotSeenAgain > 0 ? $"  ({NotSeenAgain} not seen again)" : "");
        foreach (var finding in Findings)
        {
            text.AppendLine().Append(finding);
        }

        return text.ToString();
    }

    private long Count(string kind) => Findings.Where(finding => finding.Kind == kind).Sum(finding => finding.Count);
}
