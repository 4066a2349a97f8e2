using Redox.ModelGenerator.Definitions;

namespace Shared.Json;

/// <summary>The definitions under <c>models/</c>, read from the files: what the tests hold the generated code against.</summary>
internal static class Definitions
{
    public static Catalogue Catalogue { get; } = CatalogueReader.Read(Path.Combine(Redox.ModelGenerator.Repository.Root(), "models"));

    /// <summary>Every event as <c>Scheduling.New</c>.</summary>
    public static IEnumerable<string> EventNames => Catalogue.Models.SelectMany(model => model.Events.Select(type => $"{model.Name}.{type.Name}"));

    /// <summary>Every type inside messages.</summary>
    public static IEnumerable<string> TypeNames => Catalogue.Types.Keys;

    public static (DataModel Model, EventType Event) Find(string name) => Catalogue.Models
        .SelectMany(model => model.Events.Select(type => (model, type)))
        .Single(entry => $"{entry.model.Name}.{entry.type.Name}" == name);
}
