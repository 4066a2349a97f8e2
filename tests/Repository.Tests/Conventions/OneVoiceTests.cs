using System.Text.RegularExpressions;
using Shared;

namespace Repository.Tests.Conventions;

/// <summary>What stands once in the sources, because two places would come to disagree.</summary>
public sealed partial class OneVoiceTests
{
    private static readonly string[] Arrival = ["may have arrived", "was not sent", "not sent", "nothing was sent", "did not arrive", "has arrived"];

    private static IEnumerable<string> Sources => RepositoryFiles.EndingIn(".cs")
        .Where(file => file.StartsWith("src/Redox.Client/", StringComparison.Ordinal) && !file.StartsWith("src/Redox.Client/Models/Generated/", StringComparison.Ordinal));

    [Fact]
    public void One_file_says_whether_a_message_may_have_arrived()
    {
        var voices = Sources.Where(file => Code(file).Any(line => Array.Exists(Arrival, words => line.Contains(words, StringComparison.OrdinalIgnoreCase))));

        Assert.Equal(["src/Redox.Client/Calls/CallFailure.cs"], voices);
    }

    /// <summary>The generator writes the methods of a class that stands in several files in an order that changes from build to build.</summary>
    [Fact]
    public void A_class_of_log_methods_stands_in_one_file()
    {
        var declared = RepositoryFiles.EndingIn(".cs").Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .Where(file => RepositoryFiles.Read(file).Contains("[LoggerMessage(", StringComparison.Ordinal))
            .SelectMany(file => LogClass().Matches(RepositoryFiles.Read(file)).Select(match => (file, name: match.Groups[1].Value)))
            .ToList();

        Assert.InRange(declared.Count, 4, 40);
        Offenders.None(declared.GroupBy(entry => entry.name).Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(", ", group.Select(entry => entry.file))}"));
    }

    private static IEnumerable<string> Code(string file) => RepositoryFiles.Read(file).Split('\n')
        .Select(line => line.TrimStart())
        .Where(line => !line.StartsWith("//", StringComparison.Ordinal))
        .Select(line => line.Split(" // ")[0]);

    [GeneratedRegex(@"partial class (\w+)")]
    private static partial Regex LogClass();
}
