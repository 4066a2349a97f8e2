using System.Text.RegularExpressions;
using Shared;

namespace Repository.Tests.Conventions;

/// <summary>
/// Which folder of src/Redox.Client.Testing may use the types of which, public ones too: the engine owns what happens, and what tests see are views of it. The root may
/// use all. A type is recognised by its name; one that a member shares says nothing.
/// </summary>
public sealed partial class FakeRoomTests
{
    private const string Source = "src/Redox.Client.Testing/";

    // Each uses only what stands above it.
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Clock"] = [],
        ["Fidelity"] = [],
        ["Verification"] = [],
        ["Options"] = ["Clock", "Fidelity"],
        ["Engine"] = ["Fidelity"],
        ["Engine/Journal"] = ["Clock", "Engine", "Fidelity", "Options"],
        ["Engine/Limits"] = ["Engine", "Engine/Journal", "Fidelity", "Options"],
        ["Engine/Authentication"] = ["Engine", "Engine/Journal", "Fidelity"],
        ["Engine/Messages"] = ["Engine", "Engine/Authentication", "Engine/Journal", "Fidelity", "Options"],
        ["Engine/State"] = ["Engine", "Engine/Messages", "Fidelity"],
        ["Engine/Queries"] = ["Engine", "Engine/Journal", "Engine/Messages", "Engine/State", "Fidelity"],
        ["Engine/Pushes"] = ["Engine", "Fidelity"],
        ["Engine/Exchange"] = ["Clock", "Engine", "Engine/Authentication", "Engine/Journal", "Engine/Limits", "Engine/Messages", "Fidelity", "Options"],
        ["Hosting"] = ["Engine", "Engine/Exchange", "Options"],
        ["Snapshots"] = ["Engine", "Engine/Journal"],
        ["Journal"] = ["Clock", "Engine", "Engine/Journal", "Fidelity", "Options", "Snapshots", "Verification"],
        ["Data"] = ["Engine", "Engine/Messages", "Engine/Queries", "Engine/State"],
        ["Faults"] = ["Engine", "Engine/Authentication", "Engine/Journal", "Engine/Limits", "Engine/Messages", "Fidelity", "Journal", "Options"],
        ["Pushes"] = ["Clock", "Engine", "Engine/Exchange", "Engine/Journal", "Engine/Pushes", "Fidelity", "Journal", "Options", "Verification"],
        ["Registration"] = ["Hosting", ""],
    };

    // Not as it should be yet. Only ever take lines out of here.
    private static readonly HashSet<string> Pending =
    [
        "Engine/Exchange -> Data", "Engine/Exchange -> Faults", "Engine/Exchange -> Pushes", // A tenant's data, faults and pushes are still kept by what tests see of them.
        "Engine/Messages -> Data",                                                           // The same: an event is applied to what tests see.
        "Engine/Pushes -> Pushes",                                                           // What is delivered is written from the public delivery.
        "Engine/Messages -> Engine/Queries",                                                 // The endpoint answers queries, and queries read messages.
    ];

    private static readonly Dictionary<string, string> Sources = RepositoryFiles.EndingIn(".cs")
        .Where(file => file.StartsWith(Source, StringComparison.Ordinal))
        .ToDictionary(file => file[Source.Length..], file => NoCode().Replace(RepositoryFiles.Read(file), " "));

    // Types and their rooms, without those in several.
    private static readonly Dictionary<string, string> Rooms = Sources
        .SelectMany(source => Declared().Matches(source.Value).Select(type => (Name: type.Groups[1].Value, Room: RoomOf(source.Key))))
        .Distinct()
        .GroupBy(type => type.Name)
        .Where(types => types.Count() == 1)
        .ToDictionary(types => types.Key, types => types.Single().Room);

    private static readonly HashSet<string> Members = [.. Sources.Values.SelectMany(source => Member().Matches(source)).Select(member => member.Value)];

    [Fact]
    public void Rooms_of_the_fake_use_only_what_they_may() => Offenders.None(
        from use in Uses()
        where !Pending.Contains($"{use.Room} -> {use.Used}")
        where !MayUse.TryGetValue(use.Room, out var used) || !used.Contains(use.Used)
        select $"{use.File}: {use.Room} -> {use.Used}, by {use.Type}");

    [Fact]
    public void Pending_uses_are_still_there() => Assert.Empty(Pending.Except(Uses().Select(use => $"{use.Room} -> {use.Used}")));

    [Fact]
    public void Types_are_found() => Assert.InRange(Rooms.Keys.Except(Members).Count(), 120, 2_000);

    private static IEnumerable<(string File, string Room, string Used, string Type)> Uses() =>
        from source in Sources
        let room = RoomOf(source.Key)
        where room.Length > 0
        from type in Word().Matches(source.Value).Select(word => word.Value).Distinct()
        where !Members.Contains(type) && Rooms.TryGetValue(type, out var used) && used != room
        select (source.Key, room, Rooms[type], type);

    // A folder of the engine is a room of its own.
    private static string RoomOf(string file) => file.Split('/') switch
    {
        [] or [_] => "",
        ["Engine", var inner, _] => $"Engine/{inner}",
        [var folder, ..] => folder,
    };

    // Comments, texts, names of types in texts.
    [GeneratedRegex("""(^|(?<=[;{,] ))\s*//.*$|"{3}[\s\S]*?"{3}|"(?:[^"\\\n]|\\.)*"|nameof\([^)]*\)""", RegexOptions.Multiline)]
    private static partial Regex NoCode();

    [GeneratedRegex(@"^(?:public|internal) [a-z ]*?(?:class|record struct|record|struct|enum|interface|delegate [\w<>?]+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex(@"\b[A-Z]\w+(?= (?:\{ (?:get|private|set)|=> |= new))")]
    private static partial Regex Member();

    // Not what follows an attribute: the entries of the ledger are named as they like.
    [GeneratedRegex(@"(?<![.\w]|\] )[A-Z]\w+")]
    private static partial Regex Word();
}
