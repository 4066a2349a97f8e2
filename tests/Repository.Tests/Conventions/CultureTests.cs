using System.Text.RegularExpressions;
using Shared;

namespace Repository.Tests.Conventions;

public partial class CultureTests
{
    // The call that names the culture stands on the same line or just above.
    private const int LinesAbove = 2;

    /// <summary>The compiler's own rules see calls of <c>ToString</c>, but no format in an interpolated text, which goes by the machine's culture.</summary>
    [Fact]
    public void Formatted_number_or_time_names_its_culture() => Offenders.None(
        from file in RepositoryFiles.EndingIn(".cs")
        where !file.EndsWith("CultureTests.cs", StringComparison.Ordinal)
        let lines = RepositoryFiles.Read(file).Split('\n')
        from index in Enumerable.Range(0, lines.Length)
        where CultureSensitiveFormat().IsMatch(lines[index])
        where !lines[Math.Max(0, index - LinesAbove)..(index + 1)].Any(line => line.Contains("Invariant", StringComparison.Ordinal))
        select $"{file}:{index + 1}: {lines[index].Trim()}");

    [Theory]
    [InlineData("{length / 1024.0:0.0} KB", true)]
    [InlineData("{bytes:#,0} bytes", true)]
    [InlineData("{bytes:N0} bytes", true)]
    [InlineData("at {start:HH:mm}", true)]
    [InlineData("{wait.TotalSeconds:0} seconds", false)]
    [InlineData("{Guid.NewGuid():N}.example.com", false)]
    [InlineData("{expires:O}", false)]
    [InlineData("case { Kind: MessageKind.Query }:", false)]
    public void Such_a_format_is_recognised(string text, bool isSensitive) => Assert.Equal(isSensitive, CultureSensitiveFormat().IsMatch(text));

    [GeneratedRegex("""\{[^{}"]*[^{}"\s:]:(?:[0#][^}"]*[.,][^}"]*|[NFPCE]\d+|[^}"\s]*(?:HH|mm|ss|yyyy)[^}"]*)\}""")]
    private static partial Regex CultureSensitiveFormat();
}
