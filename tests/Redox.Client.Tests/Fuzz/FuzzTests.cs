using Redox.Client.Fuzz;

namespace Redox.Client.Tests.Fuzz;

/// <summary>A short run of the program under tests/Fuzz, the same inputs each time. How long it runs where faults are looked for is up to whoever starts it.</summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzRun.Targets];

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_few_thousand_damaged_inputs_show_nothing_wrong(string target)
    {
        var report = FuzzRun.Run(target, seed: 1, maxInputs: 3_000, maxCpu: TimeSpan.MaxValue);

        Assert.True(report.Findings.Count == 0, $"{report}");
        Assert.Equal(3_000, report.Inputs);
    }
}
