namespace Redox.ModelGenerator.Definitions;

/// <summary>Reads the definition files.</summary>
public static class CatalogueReader
{
    /// <summary>Reads every <c>*.yaml</c> file in <paramref name="folder"/>.</summary>
    /// <exception cref="DefinitionException">A file is wrong; the message names file, line, cause and remedy.</exception>
    public static Catalogue Read(string folder) => throw new NotImplementedException(folder);
}
