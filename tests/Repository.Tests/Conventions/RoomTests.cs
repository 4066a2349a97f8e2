using System.Text.RegularExpressions;
using Shared;

namespace Repository.Tests.Conventions;

/// <summary>Which folder of src/Redox.Client may use the internal types of which. The registration in the root may use all.</summary>
public sealed partial class RoomTests
{
    private const string Source = "src/Redox.Client/";
    private const string Receiving = $"{Source}Receiving/";

    // Messages, Serialization and Models are one layer, which knows nothing of HTTP.
    private static readonly string[] MessageCore = ["Messages", "Serialization", "Models"];

    // Memory is at the bottom: it counts and wipes bytes, and does not know whose they are.
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Errors"] = ["Models"],
        ["Telemetry"] = [],
        ["Memory"] = ["Telemetry"],
        ["Options"] = ["Errors", "Memory"],
        ["Messages"] = MessageCore,
        ["Serialization"] = [.. MessageCore, "Memory"],
        ["Models"] = MessageCore,
        ["Calls"] = ["Options", "Errors", "Telemetry", "Memory"],
        ["Authentication"] = ["Calls", "Options", "Errors", "Telemetry"],
        ["Sending"] = [.. MessageCore, "Calls", "Authentication", "Options", "Errors", "Telemetry"],
        ["Storage"] = ["Options", "Errors", "Telemetry"],
        ["Receiving"] = [.. MessageCore, "Storage", "Options", "Errors", "Telemetry", "Memory"],
    };

    // The front of receiving, beside these folders, holds what all of them speak of, and RedoxDestination, which puts them together and which none of them may use.
    private static readonly Dictionary<string, string[]> InReceivingMayUse = new(StringComparer.Ordinal)
    {
        ["Telemetry"] = [],
        ["SignOn"] = [],
        ["Verification"] = ["SignOn"],
        ["Deduplication"] = ["Telemetry"],
        ["Dispatch"] = ["Deduplication", "Telemetry"],
        ["Inbox"] = ["Dispatch", "Telemetry"],
    };

    [Fact]
    public void Rooms_use_only_what_they_may() => Offenders.None(Offences(Source, "Redox.Client", MayUse));

    [Fact]
    public void Rooms_of_receiving_use_only_what_they_may() => Offenders.None(Offences(Receiving, "Redox.Client.Receiving", InReceivingMayUse));

    [Fact]
    public void Rooms_of_receiving_do_not_use_the_destination() => Offenders.None(
        from file in InRooms(Receiving)
        from line in RepositoryFiles.Read(file).Split('\n')
        where Destination().IsMatch(line)
        select $"{file}: {line.Trim()}");

    private static IEnumerable<string> Offences(string folder, string name, Dictionary<string, string[]> table) =>
        from file in InRooms(folder)
        let room = file[folder.Length..file.IndexOf('/', folder.Length)]
        from Match use in Regex.Matches(RepositoryFiles.Read(file), $@"^using (?:static )?{Regex.Escape(name)}\.(\w+)", RegexOptions.Multiline)
        let used = use.Groups[1].Value
        where room != used && (!table.TryGetValue(room, out var allowed) || !allowed.Contains(used))
        select $"{file}: {room} -> {used}";

    private static IEnumerable<string> InRooms(string folder) =>
        RepositoryFiles.EndingIn(".cs").Where(file => file.StartsWith(folder, StringComparison.Ordinal) && file.IndexOf('/', folder.Length) > 0);

    // Outside comments.
    [GeneratedRegex(@"^[^/]*\bRedoxDestination\b")]
    private static partial Regex Destination();
}
