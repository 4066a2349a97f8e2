using Redox.Client.Fuzz;

namespace Redox.Client.Tests.Fuzz;

/// <summary>A short run of the program under tests/Programs/Fuzz, the same inputs each time. How long it runs where faults are looked for is up to whoever starts it.</summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzRun.Targets];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Damaged_inputs_show_nothing_wrong(string target)
    {
        var report = FuzzRun.Run(target, seed: 1, maxInputs: 250, maxCpu: TimeSpan.MaxValue);

        // Other tests run beside this one: how long it takes says nothing here.
        Assert.True(report.Findings.All(finding => finding.Kind == FuzzFinding.Slow), $"{report}");
        Assert.Equal(250, report.Inputs);
    }
}
