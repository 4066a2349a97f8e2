using System.Reflection;
using System.Text.RegularExpressions;
using PublicApiGenerator;
using Shared;

namespace Repository.Tests.PublicApi;

/// <summary>Everything that a consumer can type. A change here changes the product: review it, and tell it in the changelog.</summary>
public partial class PublicApiTests
{
    private const string Generated = "src/Redox.Client/Models/Generated/";

    private static readonly ILookup<string, string> GeneratedTypes = RepositoryFiles.EndingIn(".cs")
        .Where(file => file.StartsWith(Generated, StringComparison.Ordinal) && file.Count(c => c == '/') == 5)
        .Select(file => file[Generated.Length..^".cs".Length].Split('/'))
        .ToLookup(parts => parts[0], parts => parts[1]);

    public static TheoryData<string> Models => [.. GeneratedTypes.Select(model => model.Key).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Client()
    {
        var generated = GeneratedTypes.SelectMany(model => model).ToHashSet();

        await Verify(Listing(ApiSurface.Client, type => !generated.Contains(type.Name) && type.DeclaringType is null));
    }

    [Fact]
    public async Task AspNetCore() => await Verify(Listing(ApiSurface.AspNetCore, type => type.DeclaringType is null));

    [Fact]
    public async Task PostgreSql() => await Verify(Listing(ApiSurface.PostgreSql, type => type.DeclaringType is null));

    [Fact]
    public async Task Sqlite() => await Verify(Listing(ApiSurface.Sqlite, type => type.DeclaringType is null));

    [Fact]
    public async Task Testing() => await Verify(Listing(ApiSurface.Testing, type => type.DeclaringType is null));

    /// <summary>Shortened: what every generated type has, and what follows from its properties, is left out. <see cref="ConventionTests"/> holds it.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public async Task Generated_models(string model)
    {
        var listing = Listing(ApiSurface.Client, type => GeneratedTypes[model].Contains(type.Name) && type.Namespace == "Redox.Client.Models");

        await Verify(Shortened(listing)).UseParameters(model);
    }

    private static string Listing(Assembly assembly, Func<Type, bool> include) => assembly.GeneratePublicApi(new ApiGeneratorOptions
    {
        IncludeTypes = [.. assembly.GetExportedTypes().Where(include)],
        IncludeAssemblyAttributes = false,
        DenyNamespacePrefixes = [],
        ExcludeAttributes = ["System.Text.Json.Serialization.JsonConverterAttribute", "System.Diagnostics.DebuggerDisplayAttribute"],
    });

    private static string Shortened(string listing)
    {
        var lines = Namespace().Replace(listing, "").Split('\n').Where(line => !EveryTypeHasIt().IsMatch(line));
        return BuilderMethod().Replace(string.Join('\n', lines), "$1").Replace(" { get; init; }", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b(Redox\.Client\.(Models|Serialization)\.|Redox\.Client\.|System\.Collections\.Generic\.|System\.)")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\s*$|^\s*[{}]\s*$|^namespace|bool Equals\(|GetHashCode\(|PrintMembers\(|ToString\(|op_Implicit\(| Build\(Action<|public \w+\((string value)?\) \{ \}|(KnownValues|IsKnown|string Value) \{ get; \}")]
    private static partial Regex EveryTypeHasIt();

    [GeneratedRegex(@"public [\w.]+\.Builder (\w+\(.*\)) \{ \}")]
    private static partial Regex BuilderMethod();
}
