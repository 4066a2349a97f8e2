namespace Redox.Client.Tests.Serialization;

/// <summary>Members that an object has several times: all values are kept, and stay in one order.</summary>
public sealed class RepeatedMemberTests
{
    [Theory]
    [InlineData("""{"Meta":{"DataModel":"X","EventType":"Y"},"a":1,"b":1,"c":1,"b":2,"c":2,"d":1}""", """{"Meta":{"DataModel":"X","EventType":"Y"},"a":1,"b":1,"b":2,"c":1,"c":2,"d":1}""")]
    [InlineData("""{"Meta":{"DataModel":"X","EventType":"Y"},"a":1,"\uD800":1,"a":2,"\uD800":2}""", """{"Meta":{"DataModel":"X","EventType":"Y"},"\uD800":1,"\uD800":2,"a":1,"a":2}""")]
    [InlineData("""{"Meta":{"DataModel":"X","EventType":"Y"},"a\u0062":1,"\u0061b":2,"c\u2028":1,"c\u2028":2}""", """{"Meta":{"DataModel":"X","EventType":"Y"},"ab":1,"ab":2,"c\u2028":1,"c\u2028":2}""")]
    [InlineData(
        """{"Meta":{"DataModel":"PatientAdmin","EventType":"Arrival"},"Visit":1,"Patient":2,"x":1,"Visit":{},"y":1,"Patient":{},"x":2}""",
        """{"Patient":2,"Visit":1,"Meta":{"DataModel":"PatientAdmin","EventType":"Arrival"},"Patient":{},"Visit":{},"x":1,"x":2,"y":1}""")]
    public void Repeated_members_are_written_beside_each_other_and_the_same_again(string json, string expected)
    {
        var written = RedoxJson.Serialize(RedoxJson.Parse(json));

        Assert.Equal(expected, written);
        Assert.Equal(expected, RedoxJson.Serialize(RedoxJson.Parse(written)));
    }
}
