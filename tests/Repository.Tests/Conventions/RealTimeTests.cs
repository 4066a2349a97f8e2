using System.Text.RegularExpressions;
using Shared;

namespace Repository.Tests.Conventions;

/// <summary>
/// No test sleeps or measures real time: on a busy machine both say nothing. A test waits for what happens, and one that never ends is ended and named by
/// Hang.runsettings.
/// </summary>
public sealed partial class RealTimeTests
{
    // Programs that measure are not tests. This file names what it looks for.
    private static readonly string[] Exceptions = ["tests/Programs/", "tests/Repository.Tests/Conventions/RealTimeTests.cs"];

    [Fact]
    public void Tests_neither_sleep_nor_measure_time() => Offenders.None(
        from file in RepositoryFiles.EndingIn(".cs")
        where file.StartsWith("tests/", StringComparison.Ordinal) || file.StartsWith("samples/", StringComparison.Ordinal)
        where !Array.Exists(Exceptions, exception => file.StartsWith(exception, StringComparison.Ordinal))
        from line in RepositoryFiles.Read(file).Split('\n')
        where Uses(line)
        select $"{file}: {line.Trim()}");

    [Theory]
    [InlineData("var watch = Stopwatch.StartNew();", true)]
    [InlineData("Thread.Sleep(100);", true)]
    [InlineData("await Task.Delay(100);", true)]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);", true)]
    [InlineData("[Fact(Timeout = 1000)]", true)]
    [InlineData("await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);", false)]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1), clock);", false)]
    [InlineData("await call.WaitAsync(Limit);", false)]
    public void Use_of_real_time_is_recognised(string line, bool isUse) => Assert.Equal(isUse, Uses(line));

    private static bool Uses(string line) => RealTime().IsMatch(line) && !OnlyUntilCancelledOrOnAClock().IsMatch(line);

    [GeneratedRegex(@"\bStopwatch\b|\bThread\.Sleep\b|\bSpinWait\b|\bEnvironment\.TickCount|\bTask\.Delay\(|\[(Fact|Theory)\(.*\bTimeout\b")]
    private static partial Regex RealTime();

    [GeneratedRegex(@"\bTask\.Delay\((Timeout\.Infinite|.*, _?[cC]lock\))")]
    private static partial Regex OnlyUntilCancelledOrOnAClock();
}
