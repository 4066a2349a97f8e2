using System.Text.Json;

namespace Redox.Client.Tests.Serialization;

/// <summary>Names of data models and event types: those that are known exist once, all others are read like any text.</summary>
public sealed class EventNameTests
{
    [Theory]
    [InlineData("New")]
    [InlineData("new")]
    [InlineData("Ne")]
    [InlineData("N\\u0065w")]
    [InlineData("")]
    [InlineData("N\\n")]
    [InlineData("Überweisung")]
    [InlineData("EventTypeThatNoDataModelKnowsAndThatIsLongerThanTheLongestNameOfAnyOfThem")]
    public void A_name_is_read_as_it_is_written(string written)
    {
        var json = $$$"""{"Meta":{"DataModel":"{{{written}}}","EventType":"{{{written}}}"}}""";
        using var expected = JsonDocument.Parse(json);

        foreach (var meta in new[] { RedoxJson.Parse(json).Meta, RedoxJson.Parse<UnknownMessage>(json).Meta })
        {
            Assert.Equal(expected.RootElement.GetProperty("Meta").GetProperty("DataModel").GetString(), meta.DataModel);
            Assert.Equal(expected.RootElement.GetProperty("Meta").GetProperty("EventType").GetString(), meta.EventType);
        }
    }

    [Fact]
    public void Every_known_name_exists_once_however_many_messages_are_read()
    {
        foreach (var definition in RedoxJson.Definitions)
        {
            var meta = RedoxJson.Parse($$$"""{"Meta":{"DataModel":"{{{definition.DataModel}}}","EventType":"{{{definition.EventType}}}"}}""").Meta;

            Assert.Same(definition.DataModel, meta.DataModel);
            Assert.Same(definition.EventType, meta.EventType);
        }
    }
}
