using System.Text.RegularExpressions;
using Shared;

namespace Repository.Tests.Conventions;

public partial class RepositoryTests
{
    [Fact]
    public void A_file_written_by_hand_has_fewer_than_300_lines()
    {
        var tooLong = RepositoryFiles.EndingIn(".cs")
            .Where(file => !file.StartsWith("src/Redox.Client/Models/Generated/", StringComparison.Ordinal))
            .Select(file => (file, lines: RepositoryFiles.Read(file).Count(c => c == '\n')))
            .Where(entry => entry.lines >= 300)
            .Select(entry => $"{entry.file}: {entry.lines}");

        Offenders.None(tooLong);
    }

    [Fact]
    public void A_snapshot_stands_beside_the_test_that_it_belongs_to()
    {
        var orphans = RepositoryFiles.EndingIn(".verified.txt").Where(snapshot =>
        {
            var (folder, name) = (Path.GetDirectoryName(snapshot)!, Path.GetFileName(snapshot));
            var source = $"{folder}/{name[..name.IndexOf('.', StringComparison.Ordinal)]}.cs".Replace('\\', '/');
            return !File.Exists(Path.Combine(RepositoryFiles.Root, source))
                || !TestMethod().Matches(RepositoryFiles.Read(source)).Any(method => name.Contains($".{method.Groups[1].Value}", StringComparison.Ordinal));
        });

        Offenders.None(orphans);
    }

    [GeneratedRegex(@"public async Task (\w+)\(")]
    private static partial Regex TestMethod();
}
