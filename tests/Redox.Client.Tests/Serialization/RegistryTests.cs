using Redox.Client.Models;
using Shared.Json;

namespace Redox.Client.Tests.Serialization;

public sealed class RegistryTests
{
    [Fact]
    public void Every_event_is_found_with_and_without_spaces()
    {
        foreach (var (model, type) in Definitions.Catalogue.Models.SelectMany(model => model.Events.Select(type => (model, type))))
        {
            var found = RedoxJson.FindDefinition(model.Name, type.Name);

            Assert.Equal(($"Redox.Client.Models.{type.ClassName}", model.Name, type.Name, $"{type.Kind}"), (found!.Type.FullName, found.DataModel, found.EventType, $"{found.Kind}"));
            Assert.Same(found, RedoxJson.FindDefinition(model.Name.Replace(" ", "", StringComparison.Ordinal), type.Name));
            Assert.Same(found, RedoxJson.FindDefinition($" {model.Name}", $"{type.Name[..1]} {type.Name[1..]}"));
            Assert.All(type.LegacyNames, name => Assert.Same(found, RedoxJson.FindDefinition(model.Name, name)));
            Assert.Equal($"{model.Name}.{type.Name}", $"{found}");
        }
    }

    [Fact]
    public void No_name_stands_for_two_events() =>
        Assert.Equal(115 + Definitions.Catalogue.Models.Sum(model => model.Events.Sum(type => type.LegacyNames.Count)), Definitions.Catalogue.Models
            .SelectMany(model => model.Events.SelectMany(type => type.LegacyNames.Prepend(type.Name)).Select(name => RedoxJson.FindDefinition(model.Name, name) is null ? "" : $"{model.Name}.{name}"))
            .Where(name => name.Length > 0).Distinct().Count());

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "New")]
    [InlineData("Scheduling", null)]
    [InlineData("", "")]
    [InlineData(" ", " ")]
    [InlineData("Scheduling", "")]
    [InlineData("scheduling", "new")]
    [InlineData("Scheduling\u00a0", "New")]
    [InlineData("Scheduling", "New\0")]
    [InlineData("Scheduling.New", "New")]
    [InlineData("Schedul\ud800ing", "\udfff")]
    [InlineData("__proto__", "constructor")]
    public void Other_names_are_not_found(string? model, string? type) => Assert.Null(RedoxJson.FindDefinition(model, type));

    [Fact]
    public void A_very_long_name_is_not_found() => Assert.Null(RedoxJson.FindDefinition(new string('x', 10_000_000), new string(' ', 10_000_000)));

    [Fact]
    public void An_old_name_is_read_as_the_event_and_written_as_it_came()
    {
        var message = RedoxJson.Parse("""{"Meta":{"DataModel":"ClinicalSummary","EventType":"Push"}}""");

        Assert.IsType<ClinicalSummaryPatientPush>(message);
        Assert.Equal("""{"Meta":{"DataModel":"ClinicalSummary","EventType":"Push"}}""", RedoxJson.Serialize(message));
    }
}
