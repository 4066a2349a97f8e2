using System.Text;
using CsCheck;
using Redox.Client.Models;
using Shared.Json;

namespace Redox.Client.Tests.Serialization.Full;

/// <summary>Messages that an application makes: written and read again they are the same.</summary>
public sealed class MadeMessageTests
{
    private static readonly Type[] MessageTypes = [.. RedoxJson.Definitions.Select(definition => definition.Type)];

    public static TheoryData<string> Events => [.. Definitions.EventNames];

    [Theory]
    [MemberData(nameof(Events))]
    public void Message_with_every_member_set_is_read_back_equal(string name) =>
        AssertComesBack(new RandomMessage(seed: 7, fill: 1).Message(TypeOf(name)));

    [Fact]
    public void Any_message_is_read_back_equal() => Gen.Select(Gen.Int[0, MessageTypes.Length - 1], Gen.Int, Gen.Double[0, 0.7])
        .Sample((type, seed, fill) => AssertComesBack(new RandomMessage(seed, fill).Message(MessageTypes[type])), iter: 1_000);

    [Theory]
    [MemberData(nameof(Events))]
    public void An_empty_message_is_read_back_equal(string name) => AssertComesBack((RedoxMessage)Activator.CreateInstance(TypeOf(name))!);

    [Theory]
    [MemberData(nameof(Events))]
    public void The_builders_make_what_the_initialisers_make(string name)
    {
        var message = RedoxJson.Parse(FullJson.Message(name));

        foreach (var part in ObjectWalk.Of(message).Where(part => part is not Extensions))
        {
            Assert.Equal(part, BuilderFill.Rebuild(part));
        }
    }

    private static Type TypeOf(string name) => RedoxJson.Definitions.Single(definition => $"{definition}" == name).Type;

    private static void AssertComesBack(RedoxMessage message)
    {
        // Answers keep the names that they are given, and the names decide what is read.
        var definition = RedoxJson.Definitions.Single(definition => definition.Type == message.GetType());
        message = message with { Meta = message.Meta with { DataModel = definition.DataModel, EventType = definition.EventType } };
        var json = RedoxJson.SerializeToUtf8Bytes(message);

        var back = RedoxJson.Read(json);

        Assert.True(message.Equals(back.Message), "The message that was read is not equal to the one that was written.");
        Assert.Equal(message.GetHashCode(), back.Message.GetHashCode());
        Assert.Equal(Encoding.UTF8.GetString(json), RedoxJson.Serialize(back.Message));
    }
}
