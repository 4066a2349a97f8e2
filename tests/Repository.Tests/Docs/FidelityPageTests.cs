using System.Text.RegularExpressions;
using Redox.Client.Testing;
using Shared;

namespace Repository.Tests.Docs;

/// <summary>docs/fidelity.md is generated from the fake's ledger, so that a reviewer of a change sees each new assumption.</summary>
public sealed partial class FidelityPageTests
{
    private const string Page = "docs/fidelity.md";
    private const string Ledger = "src/Redox.Client.Testing/Fidelity/Ledger.cs";

    private static readonly (string Area, string Title)[] Areas =
    [
        ("Route", "Paths"),
        ("Request", "Bodies and headers of requests"),
        ("Token", "Requests for a token"),
        ("Legacy", "Legacy API keys"),
        ("Bearer", "Bearer tokens"),
        ("Message", "Checks before a message is accepted"),
        ("Reply", "Acknowledgements, responses, errors"),
        ("Limit", "Limits"),
        ("Query", "Responses to queries"),
        ("State", "What is kept of events"),
        ("Fault", "Scripted faults"),
        ("Push", "Deliveries into the application"),
    ];

    [Fact]
    public async Task Page_matches_the_ledger()
    {
        var page = Write();

        if (!RepositoryFiles.Exists(Page) || RepositoryFiles.Read(Page) != page)
        {
            await File.WriteAllTextAsync(Path.Combine(RepositoryFiles.Root, "docs", "fidelity.received.md"), page);
            Assert.Fail($"{Page} is out of date: look at docs/fidelity.received.md, above all at the number of assumptions, and put it in its place.");
        }
    }

    [Fact]
    public void Every_behaviour_is_referred_to_in_code()
    {
        var code = RepositoryFiles.EndingIn(".cs")
            .Where(file => file.StartsWith("src/Redox.Client.Testing/", StringComparison.Ordinal) && file != Ledger)
            .SelectMany(file => Reference().Matches(RepositoryFiles.Read(file)).Select(match => match.Groups[1].Value))
            .ToHashSet();

        Offenders.None(FakeBehaviour.All.Select(behaviour => behaviour.Id).Where(id => !code.Contains(id)));
    }

    [Fact]
    public void Marks_are_in_the_ledger_only()
    {
        var elsewhere = RepositoryFiles.EndingIn(".cs")
            .Where(file => file.StartsWith("src/Redox.Client.Testing", StringComparison.Ordinal) && file != Ledger)
            .Where(file => Mark().IsMatch(RepositoryFiles.Read(file)))
            .Select(file => $"{file}: put the behaviour into {Ledger}, and [Follows(Ledger.…)] here");

        Offenders.None(elsewhere);
    }

    [Fact]
    public void Recorded_and_documented_behaviours_have_a_source() =>
        Offenders.None(FakeBehaviour.All.Where(behaviour => behaviour.Certainty != Certainty.Assumed && string.IsNullOrWhiteSpace(behaviour.Source)).Select(behaviour => behaviour.Id));

    private static string Write()
    {
        var areas = FakeBehaviour.All.ToLookup(behaviour => FirstWord().Match(behaviour.Id).Value);
        Assert.Equal(Areas.Select(area => area.Area), areas.Select(area => area.Key));
        var tables = Areas.Select(area => $"## {area.Title}\n\n{(area.Area == "Route" ? FidelityPageText.Paths : "")}| behaviour | certainty | source | name |\n|---|---|---|---|\n{string.Join('\n', areas[area.Area].Select(Row))}\n");
        return $"{FidelityPageText.Introduction}{Counts()}\n{FidelityPageText.NotProven}\n{string.Join('\n', tables)}";
    }

    private static string Counts()
    {
        var counts = FakeBehaviour.All.CountBy(behaviour => behaviour.Certainty).ToDictionary();
        var decisive = FakeBehaviour.All.Count(behaviour => behaviour is { Certainty: Certainty.Assumed, Counts: true });
        return $"**{counts[Certainty.Recorded]} recorded, {counts[Certainty.Documented]} documented, {counts[Certainty.Assumed]} assumed**, of which {decisive} can decide a response.\n";
    }

    private static string Row(FakeBehaviour behaviour)
    {
        var certainty = $"{behaviour.Certainty}".ToLowerInvariant();
        return $"| {behaviour.Text} | {(behaviour is { Certainty: Certainty.Assumed, Counts: true } ? $"**{certainty}**" : certainty)} | {behaviour.Source} | `{behaviour.Id}` |";
    }

    [GeneratedRegex(@"\bLedger\.(\w+)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^\s*\[(Recorded|Documented|Assumed)\(", RegexOptions.Multiline)]
    private static partial Regex Mark();

    [GeneratedRegex("^[A-Z][a-z]+")]
    private static partial Regex FirstWord();
}
