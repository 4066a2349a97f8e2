using System.Text.RegularExpressions;

namespace Redox.Client.Tests.Conventions;

/// <summary>Which folder of src/Redox.Client may use the internal types of which. The registration in the root may use all.</summary>
public sealed partial class RoomTests
{
    private const string Source = "src/Redox.Client/";

    // Messages, Serialization and Models are one layer, which knows nothing of HTTP.
    private static readonly string[] MessageCore = ["Messages", "Serialization", "Models"];

    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Errors"] = ["Models"],
        ["Telemetry"] = [],
        ["Memory"] = ["Telemetry"],
        ["Options"] = ["Errors"],
        ["Messages"] = MessageCore,
        ["Serialization"] = MessageCore,
        ["Models"] = MessageCore,
        ["Calls"] = ["Options", "Errors", "Telemetry", "Memory"],
        ["Authentication"] = ["Calls", "Options", "Errors", "Telemetry"],
        ["Sending"] = [.. MessageCore, "Calls", "Authentication", "Options", "Errors", "Telemetry"],
        ["Receiving"] = [.. MessageCore, "Options", "Errors", "Telemetry", "Memory"],
    };

    // Not as it should be yet. Only ever take lines out of here.
    private static readonly HashSet<string> Pending =
    [
        "Authentication -> Serialization", "Options -> Authentication", "Options -> Memory", "Options -> Receiving", "Options -> Telemetry",
        "Serialization -> Memory",
    ];

    [Fact]
    public void Rooms_use_only_what_they_may() => Offenders.None(
        from use in Uses()
        where use.Room != use.Used && !Pending.Contains($"{use.Room} -> {use.Used}")
        where !MayUse.TryGetValue(use.Room, out var used) || !used.Contains(use.Used)
        select $"{use.File}: {use.Room} -> {use.Used}");

    [Fact]
    public void Pending_uses_are_still_there() => Assert.Empty(Pending.Except(Uses().Select(use => $"{use.Room} -> {use.Used}")));

    private static IEnumerable<(string File, string Room, string Used)> Uses() =>
        from file in RepositoryFiles.EndingIn(".cs")
        where file.StartsWith(Source, StringComparison.Ordinal) && file.IndexOf('/', Source.Length) > 0
        from Match use in Using().Matches(RepositoryFiles.Read(file))
        select (file, file[Source.Length..file.IndexOf('/', Source.Length)], use.Groups[1].Value);

    [GeneratedRegex(@"^using (?:static )?Redox\.Client\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();
}
