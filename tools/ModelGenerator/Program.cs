using Redox.ModelGenerator;
using Redox.ModelGenerator.Definitions;

// Generates src/Redox.Client/Models/Generated from models/. With --check it only compares, and fails when they differ.
var root = Repository.Root();
var output = Path.Combine(root, "src", "Redox.Client", "Models", "Generated");
try
{
    var files = Generation.Run(CatalogueReader.Read(Path.Combine(root, "models")));
    if (!args.Contains("--check"))
    {
        OutputFolder.Update(output, files);
        Console.WriteLine($"{files.Count} files are up to date.");
        return 0;
    }

    var differences = OutputFolder.Differences(output, files);
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
