namespace Redox.ModelGenerator.Tests.Definitions;

/// <summary>A folder <c>models</c> with definition files written by a test.</summary>
internal sealed class TemporaryModels : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("redox-models-");

    public TemporaryModels() => Directory.CreateDirectory(Folder);

    public string Folder => Path.Combine(_parent.FullName, "models");

    public TemporaryModels With(string file, string yaml)
    {
        File.WriteAllText(Path.Combine(Folder, file), yaml);
        return this;
    }

    public void Dispose() => _parent.Delete(recursive: true);
}
