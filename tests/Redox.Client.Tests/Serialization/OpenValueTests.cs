using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;

namespace Redox.Client.Tests.Serialization;

public sealed class OpenValueTests
{
    [Fact]
    public void Known_values_and_any_other_text_are_values()
    {
        Sex known = "Female";
        Sex received = "M";

        Assert.Equal(Sex.Female, known);
        Assert.True(known.IsKnown);
        Assert.False(received.IsKnown);
        Assert.Equal("M", received.Value);
        Assert.Equal("M", $"{received}");
        Assert.Equal(["Female", "Male", "Nonbinary", "Other", "Unknown"], Sex.KnownValues.Select(sex => sex.Value));
    }

    [Fact]
    public void Values_are_compared_ordinally()
    {
        Assert.NotEqual(Sex.Female, new Sex("female"));
        Assert.False(new Sex("FEMALE").IsKnown);
        Assert.Equal(new Sex("x"), new Sex("X".ToLowerInvariant()));
    }

    [Fact]
    public void The_default_is_the_empty_text()
    {
        Assert.Equal("", default(Sex).Value);
        Assert.Equal("", default(Sex).ToString());
        Assert.Equal(default, new Sex(""));
        Assert.False(default(Sex).IsKnown);
        Assert.Equal("\"\"", JsonSerializer.Serialize(default(Sex)));
        Assert.Throws<ArgumentNullException>(() => new Sex(null!));
    }

    [Fact]
    public void Any_text_comes_back_from_json_unchanged() => Gen.String[Gen.Char['\u0000', '\ud7ff'], 0, 40].Sample(text =>
    {
        var sex = JsonSerializer.Deserialize<Sex>(JsonSerializer.Serialize(text));
        return sex.Value == text && JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(sex)) == text;
    });

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Json_that_is_no_string_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Sex>(json));

    [Fact]
    public void A_known_value_is_read_without_making_a_string()
    {
        Assert.Same(Sex.KnownValues[3].Value, JsonSerializer.Deserialize<Sex>("\"Other\"").Value);
        Assert.Same(Sex.KnownValues[3].Value, JsonSerializer.Deserialize<Sex>("\"\\u004fther\"").Value);
    }
}

/// <summary>A consumer's own type, in the consumer's own source-generated context: the converters must be reachable from there.</summary>
public sealed class ConsumersContextTests
{
    [Fact]
    public void Dates_and_open_values_work_in_a_context_of_another_assembly()
    {
        var json = """{"Born":"20120807","Seen":"2026-03-02T14:30:00.000Z","Left":null,"Sex":"M"}""";

        var row = JsonSerializer.Deserialize(json, ConsumersContext.Default.ConsumersRow)!;

        Assert.Equal(new ConsumersRow(RedoxDate.Parse("20120807"), new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.Zero), null, "M"), row);
        Assert.Equal(json, JsonSerializer.Serialize(row, ConsumersContext.Default.ConsumersRow));
    }
}

public sealed record ConsumersRow(RedoxDate Born, RedoxDateTime? Seen, RedoxDateTime? Left, Sex Sex);

[JsonSerializable(typeof(ConsumersRow))]
internal sealed partial class ConsumersContext : JsonSerializerContext;
