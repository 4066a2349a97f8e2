using System.Text;
using System.Text.Json;
using Shared.Json;

namespace Redox.Client.Tests.Serialization.Full;

/// <summary>A message of each event, made from the definitions and not from the generated code, filled completely.</summary>
public sealed class FullMessageTests
{
    public static TheoryData<string> Events => [.. Definitions.EventNames];

    [Fact]
    public void There_are_111_events_and_the_package_knows_each() =>
        Assert.Equal(Definitions.EventNames.Order(), RedoxJson.Definitions.Select(definition => $"{definition}").Order());

    [Theory]
    [MemberData(nameof(Events))]
    public void A_full_message_comes_back_byte_for_byte_and_without_issues(string name)
    {
        var original = FullJson.Message(name);

        var (message, issues) = RedoxJson.Read(original);

        Assert.Empty(issues);
        Assert.Equal(name, $"{message.Meta.DataModel}.{message.Meta.EventType}");
        Assert.Equal(original, RedoxJson.Serialize(message));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void A_full_message_leaves_nothing_to_the_additional_properties(string name)
    {
        var message = RedoxJson.Parse(FullJson.Message(name));

        Assert.IsNotType<UnknownMessage>(message);
        Assert.DoesNotContain(ObjectWalk.Of(message), found => found.AdditionalProperties.Count > 0);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Explicit_nulls_everywhere_come_back_and_are_no_issue(string name)
    {
        var (model, type) = Definitions.Find(name);
        var meta = Definitions.Catalogue.Types["Meta"].Members.Select(member => member.Name)
            .Select(member => $"\"{member}\":{member switch { "DataModel" => $"\"{model.Name}\"", "EventType" => $"\"{type.Name}\"", _ => "null" }}");
        var original = $"{{{string.Join(',', type.Members.Select(member => $"\"{member.Name}\":null").Append($"\"Meta\":{{{string.Join(',', meta)}}}"))}}}";

        var (message, issues) = RedoxJson.Read(original);

        Assert.Empty(issues);
        SampleRoundTripTests.AssertSameJson(Encoding.UTF8.GetBytes(original), RedoxJson.SerializeToUtf8Bytes(message));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void System_Text_Json_reads_and_writes_the_same(string name)
    {
        var original = FullJson.Message(name);
        var type = RedoxJson.FindDefinition(Definitions.Find(name).Model.Name, Definitions.Find(name).Event.Name)!.Type;

        var message = JsonSerializer.Deserialize(original, type, RedoxJson.Options);

        Assert.Equal(RedoxJson.Parse(original), message);
        Assert.Equal(original, JsonSerializer.Serialize(message, type, RedoxJson.Options));
    }
}
