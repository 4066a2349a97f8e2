using System.Reflection;
using System.Text.RegularExpressions;
using Repository.Tests.PublicApi;
using Shared;

namespace Repository.Tests.Conventions;

/// <summary>Words that the vocabulary in docs/contributing/style.md replaces, kept out of whatever a user reads.</summary>
public sealed class VocabularyTests
{
    private static readonly (Regex Pattern, string Instead)[] Words =
    [
        (Word(@"\brepetitions?\b"), "retry"),
        (Word(@"\bof before\b"), "previous"),
        (Word(@"\bsurely\b"), "known not to have arrived"),
        (Word(@"\bto be had\b"), "can be obtained"),
        (Word(@"\b(was|is|were|are) got\b"), "was obtained"),
        (Word(@"\b(is|are) no (JWT|JSON|text|number|list|object|token|key|GUID|date|time|address|option|folder|file)\b"), "is not a ..."),
        (Word(@"(?<!there )\bis none\b"), "is not one"),
        (Word(@"\bpassing (failure|error|problem)s?\b"), "transient"),
        (Word(@"\broll-?over\b"), "key rotation"),
        (Word(@"\bmend(s|ed|ing)?\b"), "fix"),
        (Word(@"\bfor ever\b"), "forever"),
        (Word(@"\blest\b"), "so that ... not"),
        (Word(@"\b(what|that) stands in\b"), "the value of"),
        (Word(@"\bleans? on\b"), "rely on"),
        (Word(@"\bin the words of\b"), "independent of"),
    ];

    private static readonly (string Pattern, string Instead)[] Names =
    [
        ("^Longest", "Max"), ("^Largest", "Max"), ("^Further", "Additional"), ("Through(?!put)", "Use or With"),
        ("Answer(?!ed)|Reply|Replies", "Response"),
        ("Repetition|Repeat", "Retry"), ("Parallelism", "MaxConcurrency"),
    ];

    [Fact]
    public void Text_for_users_avoids_replaced_words() => Offenders.None(
        from file in Read()
        from line in Lines(file)
        from word in Words
        where word.Pattern.IsMatch(line.Text)
        select $"{file}:{line.Number}: '{word.Pattern.Match(line.Text).Value}', better '{word.Instead}': {line.Text.Trim()}");

    [Fact]
    public void Public_names_avoid_replaced_words() => Offenders.None(
        from type in ApiSurface.Types
        where type.Namespace != "Redox.Client.Models" // The wire's names.
        from name in type.GetMembers().Where(member => member.DeclaringType == type && member is not MethodBase).Select(member => member.Name).Append(type.Name)
        from word in Names
        where Regex.IsMatch(name, word.Pattern)
        select $"{type.FullName}.{name}: '{word.Pattern}', better '{word.Instead}'");

    [Theory]
    [InlineData("The key of before stays.", true)]
    [InlineData("This is no JWT.", true)]
    [InlineData("There is no destination of that name.", false)]
    [InlineData("It is amended.", false)]
    public void Replaced_word_is_recognised(string text, bool isOne) => Assert.Equal(isOne, Array.Exists(Words, word => word.Pattern.IsMatch(text)));

    // Sources hold the XML docs and the texts of exceptions and logs; what generators write stands in their own sources.
    private static IEnumerable<string> Read() =>
        from file in RepositoryFiles.EndingIn(".cs").Concat(RepositoryFiles.EndingIn(".md"))
        where file.StartsWith("src/", StringComparison.Ordinal) || file.StartsWith("docs/", StringComparison.Ordinal) || file.StartsWith("samples/", StringComparison.Ordinal) || file == "README.md"
        where file != "docs/contributing/style.md"
        select file;

    private static Regex Word(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.Compiled);

    private static IEnumerable<(int Number, string Text)> Lines(string file) => RepositoryFiles.Read(file).Split('\n').Select((text, index) => (index + 1, text));
}
