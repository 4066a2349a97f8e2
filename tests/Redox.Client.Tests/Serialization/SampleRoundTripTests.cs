using System.Text.Json;
using Shared.Samples;

namespace Redox.Client.Tests.Serialization;

public class SampleRoundTripTests
{
    [Theory]
    [MemberData(nameof(Sample.All), MemberType = typeof(Sample))]
    public void A_sample_is_read_as_a_known_message_and_written_back_without_loss(string name)
    {
        var original = Sample.Read(name);

        var message = RedoxJson.Parse(original);

        Assert.IsNotType<UnknownMessage>(message);
        AssertSameJson(original, RedoxJson.SerializeToUtf8Bytes(message));
    }

    internal static void AssertSameJson(byte[] expected, byte[] actual)
    {
        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(left.RootElement, right.RootElement), "The JSON differs.");
    }
}
