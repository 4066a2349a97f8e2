using Newtonsoft.Json.Linq;

namespace Redox.Client.Testing.Tests.Contract;

public sealed class JsonShapeTests
{
    [Theory]
    [InlineData("""{"a":"{uuid}"}""", """{"a":"af394f14-b34a-464f-8d24-895f370af4c9"}""", "")]
    [InlineData("""{"a":"{uuid}"}""", """{"a":"7"}""", "$.a: expected \"{uuid}\", got \"7\"")]
    [InlineData("""{"a":"{number}"}""", """{"a":"7"}""", "$.a: expected \"{number}\", got \"7\"")]
    [InlineData("""{"a":"{text}"}""", """{"a":""}""", "$.a: expected \"{text}\", got \"\"")]
    [InlineData("""{"a":"{starts No}"}""", """{"a":"No subscription"}""", "")]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""", "$.b: not expected")]
    [InlineData("""{"a":1,"...":true}""", """{"a":1,"b":2}""", "")]
    [InlineData("""{"a":1}""", """{}""", "$.a: missing")]
    [InlineData("""{"a":{}}""", """{"a":[]}""", "$.a: expected {}, got []")]
    [InlineData("""{"a":[1]}""", """{"a":[1,2]}""", "$.a: 1 elements expected, 2 found")]
    public void A_difference_is_found_and_described(string shape, string json, string difference) =>
        Assert.Equal(difference, string.Join('\n', JsonShape.Differences(JToken.Parse(shape), JToken.Parse(json))));
}
