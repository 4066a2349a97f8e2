using System.Text.RegularExpressions;
using Shared;

namespace Repository.Tests.Conventions;

/// <summary>Public types are in the namespace of the front door, whatever folder they are in; internal types are in the namespace of their folder.</summary>
public sealed partial class NamespaceTests
{
    private static readonly string[] FrontDoors =
    [
        "Microsoft.AspNetCore.Builder", "Microsoft.Extensions.DependencyInjection", "Redox.Client", "Redox.Client.Models", "Redox.Client.Receiving", "Redox.Client.Serialization",
        "Redox.Client.PostgreSql", "Redox.Client.Testing",
    ];

    [Fact]
    public void Public_types_are_in_the_namespace_of_a_front_door() => Offenders.None(
        from source in Sources()
        where source.IsPublic && !FrontDoors.Contains(source.Namespace)
        select $"{source.File}: {source.Namespace}");

    [Fact]
    public void Internal_types_are_in_the_namespace_of_their_folder() => Offenders.None(
        from source in Sources()
        where !source.IsPublic && !source.File.StartsWith("src/Redox.Client/Models/", StringComparison.Ordinal)
        let folder = Path.GetDirectoryName(source.File)!["src/".Length..].Replace(Path.DirectorySeparatorChar, '.')
        where source.Namespace != folder
        select $"{source.File}: {source.Namespace} instead of {folder}");

    [Fact]
    public void Sources_are_found() => Assert.InRange(Sources().Count(), 500, 5_000);

    private static IEnumerable<(string File, string Namespace, bool IsPublic)> Sources() =>
        from file in RepositoryFiles.EndingIn(".cs")
        where file.StartsWith("src/", StringComparison.Ordinal)
        let text = RepositoryFiles.Read(file)
        let declared = Namespace().Match(text)
        let type = Type().Match(text)
        where declared.Success && type.Success
        select (file, declared.Groups[1].Value, type.Groups[1].Value == "public");

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(public|internal) ", RegexOptions.Multiline)]
    private static partial Regex Type();
}
