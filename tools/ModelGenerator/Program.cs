using Redox.ModelGenerator;
using Redox.ModelGenerator.Definitions;
using Redox.ModelGenerator.Listed;

// Generates src/Redox.Client/Models/Generated and the page about Redox's own list from models/. With --check it only compares, and fails when they differ.
var root = Repository.Root();
var models = Path.Combine(root, "models");
var output = Path.Combine(root, "src", "Redox.Client", "Models", "Generated");
var pageFile = Path.Combine(root, ConflictPage.Path);
try
{
    var catalogue = CatalogueReader.Read(models);
    var list = ModelList.Read(Path.Combine(models, ModelList.FileName));
    var undecided = ConflictPage.Undecided(Comparison.Between(list, catalogue), Decision.All);
    if (undecided.Count > 0)
    {
        throw new DefinitionException(string.Join('\n', undecided));
    }

    var files = Generation.Run(catalogue);
    var page = ConflictPage.Of(list, catalogue);
    if (!args.Contains("--check"))
    {
        OutputFolder.Update(output, files);
        File.WriteAllText(pageFile, page);
        Console.WriteLine($"{files.Count + 1} files are up to date.");
        return 0;
    }

    var isPageCurrent = File.Exists(pageFile) && File.ReadAllText(pageFile).Replace("\r\n", "\n", StringComparison.Ordinal) == page;
    var differences = OutputFolder.Differences(output, files).Concat(isPageCurrent ? [] : [$"{ConflictPage.Path}: differs"]).ToList();
    foreach (var difference in differences)
    {
        Console.Error.WriteLine(difference);
    }

    if (differences.Count > 0)
    {
        Console.Error.WriteLine("The generated files do not match models/. Run: dotnet run --project tools/ModelGenerator");
    }

    return differences.Count == 0 ? 0 : 1;
}
catch (DefinitionException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
