using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Redox.Client.Models;
using Shared.Json;

namespace Redox.Client.Tests.Serialization;

/// <summary>Texts from outside that hold half a surrogate pair, as where a note was cut within an emoji.</summary>
public sealed class SurrogateReadingTests
{
    private const string Half = "half a surrogate pair";

    /// <summary>Characters of which some pairs are one character and most are not.</summary>
    private static readonly Gen<string> Texts = Gen.String[Gen.Char["ab\u00e4\ufffd\ud83e\udd12\ud800\udfff"], 0, 12];

    [Fact]
    public void Setting_additional_properties_drops_names_with_lone_surrogates()
    {
        var patient = RedoxJson.Parse<Redox.Client.Models.PatientAdminNewPatient>("""{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient"},"Patient":{"SSN\ud800":"000-00-0000","New":1}}""").Patient!;

        var emptied = patient with { AdditionalProperties = new Dictionary<string, System.Text.Json.JsonElement>() };

        Assert.Equal("{}", System.Text.Json.JsonSerializer.Serialize(emptied));
        Assert.Contains("000-00-0000", System.Text.Json.JsonSerializer.Serialize(patient), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_is_there_with_each_half_replaced_reported_and_written_back() => Texts.Sample(
        text =>
        {
            var json = """{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Visit":{"Reason":"#"}}""".Replace("#", Escaped(text), StringComparison.Ordinal);

            var (message, issues) = RedoxJson.Read(json);

            // .NET's own encoder puts U+FFFD in the place of each half.
            var repaired = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            Assert.Equal(repaired, ((SchedulingNew)message).Visit!.Reason);
            Assert.Equal(repaired == text ? [] : [$"Visit.Reason: expected string, found {Half} in a string"], issues.Select(issue => $"{issue}"));
            Assert.Null(JsonTree.Difference(JsonTree.Parse(json), JsonTree.Parse(RedoxJson.SerializeToUtf8Bytes(message))));
            Assert.Equal(repaired, RedoxJson.Parse<SchedulingNew>(json).Visit!.Reason);
        },
        iter: 2_000);

    [Theory]
    [InlineData("""{"Meta":{"EventType":"New","DataModel":"Scheduling","FacilityCode":"#"}}""", "Meta.FacilityCode")]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"New#"}}""", "Meta.EventType")]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Patient":{"Demographics":{"Sex":"#"}}}""", "Patient.Demographics.Sex")]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Patient":{"Demographics":{"FirstName":["#"]}}}""", null)]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Patient":{"Demographics":{"DOB":"1994-07-21#"}}}""", "Patient.Demographics.DOB")]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Patient":{"Demographics":{"IsHispanic":"true#"}}}""", "Patient.Demographics.IsHispanic")]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Patient":{"Notes":["a","#"]}}""", "Patient.Notes[1]")]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Patient":{"Notes":"#"}}""", "Patient.Notes")]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Visit":{"VisitDateTime":"2031-02-03T14:15:00.250Z#","Duration":20}}""", "Visit.VisitDateTime")]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Visit":{"Duration":"20#"}}""", "Visit.Duration")]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Visit":{"#":1}}""", "Visit.?")]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Visit":{"New":"#"}}""", null)]
    [InlineData("""{"Meta":{"DataModel":"Genetics","EventType":"New"},"Genes":["#"],"#":{}}""", "?")]
    [InlineData("""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"Patient":{"Demographics":{"PhoneNumber":{"Extensions":{"":{"string":"kept"},"#":{}}}}}}""", "Patient.Demographics.PhoneNumber.Extensions.?")]
    public void Wherever_it_stands_it_is_reported_and_nothing_is_lost(string json, string? path)
    {
        foreach (var half in new[] { @"\ud83e", @"\uDD12", @"\udd12\ud83e", @"\ud83e\ud83e\udd12" })
        {
            var text = json.Replace("#", half, StringComparison.Ordinal);

            var (message, issues) = RedoxJson.Read(text);

            Assert.Null(JsonTree.Difference(JsonTree.Parse(text), JsonTree.Parse(RedoxJson.SerializeToUtf8Bytes(message))));
            Assert.Equal(path is null ? [] : [path], issues.Where(issue => issue.Found.StartsWith(Half, StringComparison.Ordinal)).Select(issue => issue.Path));
        }
    }

    [Fact]
    public void A_value_of_each_kind_has_the_text_with_the_half_replaced()
    {
        var person = RedoxJson.Parse<SchedulingNew>("""{"Meta":{},"Patient":{"Notes":["\ud83e"],"Demographics":{"Sex":"M\ud83e","FirstName":["Ada\udd12"],"DOB":"1994-07-21\ud83e"}}}""").Patient!;

        Assert.Equal(["\ufffd"], person.Notes);
        Assert.Equal("M\ufffd", person.Demographics!.Sex!.Value.Value);
        Assert.Equal("Ada\ufffd", person.Demographics.FirstName);
        Assert.Equal(("1994-07-21\ufffd", null), ($"{person.Demographics.DOB}", person.Demographics.DOB!.Value.Date));
    }

    [Fact]
    public void An_extension_without_a_name_stays_when_another_name_is_no_text()
    {
        var number = RedoxJson.Parse<SchedulingNew>("""{"Meta":{},"Patient":{"Demographics":{"PhoneNumber":{"Extensions":{"":{"string":"kept"},"\ud83e":{}}}}}}""").Patient!.Demographics!.PhoneNumber!;

        Assert.NotNull(number.Extensions!.Find(""));
    }

    [Fact]
    public void JsonSerializer_reads_the_same_text() =>
        Assert.Equal("sore \ufffd", JsonSerializer.Deserialize<SchedulingNew>("""{"Meta":{},"Visit":{"Reason":"sore \ud83e"}}""")!.Visit!.Reason);

    private static string Escaped(string text) => string.Concat(text.Select(unit => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}")));
}
