using Redox.Client.Models;

namespace Redox.Client.Tests.Serialization;

/// <summary>Of several extensions of one name the last is shown, and all are written back.</summary>
public sealed class RepeatedExtensionTests
{
    [Theory]
    [InlineData("\"a\":{\"string\":\"1\"},\"a\":{\"string\":\"2\"}", "2")]
    [InlineData("\"a\":{\"string\":\"1\"},\"a\":{\"string\":\"2\"},\"a\":{\"string\":\"3\"}", "3")]
    [InlineData("\"a\":{\"string\":7},\"a\":{\"string\":\"2\",\"new\":[]}", "2")]
    [InlineData("\"a\":\"1\",\"a\":{\"string\":\"2\"}", "2")]
    [InlineData("\"a\":{\"string\":\"1\"},\"a\":null", null)]
    [InlineData("\"a\":1,\"a\":2", null)]
    [InlineData("\"a\":{\"string\":\"1\"},\"a\":2,\"a\":{\"string\":\"3\"}", "3")]
    public void All_are_written_in_their_order_and_the_last_is_shown(string extensions, string? shown)
    {
        var json = """{"Meta":{"DataModel":"Referral","EventType":"New"},"Visit":{"Extensions":{@}}}""".Replace("@", extensions, StringComparison.Ordinal);

        var read = RedoxJson.Read(json);

        var visit = ((ReferralNew)read.Message).Visit!;
        Assert.Equal(json, RedoxJson.Serialize(read.Message));
        Assert.Equal(json, RedoxJson.Serialize(read.Message.Forward("x").WithMeta(_ => read.Message.Meta))); // Read once more.
        Assert.Equal(shown, visit.Extensions!.Find("a")?.String);
        Assert.Contains(read.Issues, issue => issue.Found == "a duplicate");
    }

    [Fact]
    public void What_is_written_is_read_and_written_the_same_again()
    {
        var once = RedoxJson.Serialize(RedoxJson.Parse("""{"Meta":{"DataModel":"Referral","EventType":"New"},"Visit":{"Extensions":{"a":{},"b":{},"b":{"string":"2"},"a":{"string":"2"},"b":{"string":"3"}}}}"""));

        Assert.Equal(once, RedoxJson.Serialize(RedoxJson.Parse(once)));
    }

    [Fact]
    public void Others_take_the_place_of_all()
    {
        var visit = RedoxJson.Parse<ReferralNew>("""{"Meta":{},"Visit":{"Extensions":{"a":{"string":"1"},"a":{"string":"2"}}}}""").Visit!;

        var changed = visit with { Extensions = visit.Extensions! with { Items = visit.Extensions.Items } };

        Assert.Equal(visit with { Extensions = Extensions.Build(extensions => extensions.Add("a", extension => extension.String("2"))) }, changed);
        Assert.NotEqual(visit, changed);
    }
}
