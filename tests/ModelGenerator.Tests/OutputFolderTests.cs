using Redox.ModelGenerator.Definitions;

namespace Redox.ModelGenerator.Tests;

public sealed class OutputFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("redox-generated-");

    private readonly Dictionary<string, string> _expected = new() { ["Known.cs"] = "// known\n", ["Visits/Visit.cs"] = "// visit\n" };

    public OutputFolderTests() => OutputFolder.Update(_folder.FullName, _expected);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_generated_files_of_this_repository_match_the_definitions()
    {
        var root = Repository.Root();
        var files = Generation.Run(CatalogueReader.Read(Path.Combine(root, "models")));

        var differences = OutputFolder.Differences(Path.Combine(root, "src", "Redox.Client", "Models", "Generated"), files);

        Assert.True(differences.Count == 0, $"Run 'dotnet run --project tools/ModelGenerator' and commit the result:\n{string.Join('\n', differences)}");
    }

    [Fact]
    public void A_folder_that_was_brought_up_to_date_has_no_differences() =>
        Assert.Empty(OutputFolder.Differences(_folder.FullName, _expected));

    [Fact]
    public void Line_ends_of_Windows_are_no_difference()
    {
        File.WriteAllText(PathOf("Known.cs"), "// known\r\n");

        Assert.Empty(OutputFolder.Differences(_folder.FullName, _expected));
    }

    [Fact]
    public void A_missing_a_stale_and_a_changed_file_are_named()
    {
        File.Delete(PathOf("Known.cs"));
        File.AppendAllText(PathOf("Visits/Visit.cs"), "// mine\n");
        File.WriteAllText(PathOf("Visits/Room.cs"), "");

        Assert.Equal(
            ["Known.cs: missing", "Visits/Room.cs: no longer generated", "Visits/Visit.cs: differs"],
            OutputFolder.Differences(_folder.FullName, _expected));
    }

    [Fact]
    public void A_folder_that_is_not_there_lacks_every_file() =>
        Assert.Equal(["Known.cs: missing", "Visits/Visit.cs: missing"], OutputFolder.Differences(PathOf("nowhere"), _expected));

    [Fact]
    public void Update_touches_only_files_that_differ()
    {
        var longAgo = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(PathOf("Known.cs"), longAgo);
        File.WriteAllText(PathOf("Visits/Visit.cs"), "// mine\n");
        File.WriteAllText(PathOf("Room.cs"), "");

        OutputFolder.Update(_folder.FullName, _expected);

        Assert.Empty(OutputFolder.Differences(_folder.FullName, _expected));
        Assert.Equal(longAgo, File.GetLastWriteTimeUtc(PathOf("Known.cs")));
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
