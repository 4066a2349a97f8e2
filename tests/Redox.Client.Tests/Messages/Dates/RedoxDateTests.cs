using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace Redox.Client.Tests.Messages.Dates;

public sealed class RedoxDateTests
{
    [Theory]
    [MemberData(nameof(DocumentedForms.Accepted), MemberType = typeof(DocumentedForms))]
    public void An_accepted_form_gives_its_day_and_is_written_back_as_it_came(
        string text, DateOnly? day, DateTime? clockTime, DateTimeOffset? instant, bool canonical)
    {
        Assert.Equal(day, instant is { } i ? DateOnly.FromDateTime(i.DateTime) : day);

        Assert.All(WireText.ReadInEveryWay<RedoxDate>(text), date =>
        {
            Assert.Equal(day, date.Date);
            Assert.Equal(day is not null, date.TryGetDate(out var given));
            Assert.Equal(day.GetValueOrDefault(), given);
            Assert.True(date.IsUnderstood);
            Assert.Equal(canonical && clockTime is null, date.IsCanonical);
            Assert.Equal(RedoxDate.Parse(text), date);
            Assert.Equal(RedoxDate.Parse(text).GetHashCode(), date.GetHashCode());
            WireText.AssertWrittenAs(text, date);
        });
    }

    [Theory]
    [MemberData(nameof(DocumentedForms.KeptAsText), MemberType = typeof(DocumentedForms))]
    [InlineData("")]
    [InlineData("\"quoted\" \\ \u00e9\u6f22\ud83d\ude00")]
    public void What_is_not_understood_stays_as_text(string text)
    {
        var date = WireText.FromJson<RedoxDate>(text);

        Assert.Null(date.Date);
        Assert.False(date.TryGetDate(out _));
        Assert.False(date.IsUnderstood);
        Assert.False(date.IsCanonical);
        WireText.AssertWrittenAs(text, date);
    }

    [Theory]
    [MemberData(nameof(DocumentedForms.KeptAsText), MemberType = typeof(DocumentedForms))]
    public void Parsing_what_is_not_understood_fails_without_quoting_it(string text)
    {
        Assert.False(RedoxDate.TryParse(text, out var date));
        Assert.Equal(default, date);

        var exception = Assert.Throws<FormatException>(() => RedoxDate.Parse(text));
        Assert.DoesNotContain(text, exception.Message, StringComparison.Ordinal);
        Assert.Contains("YYYY-MM-DD", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_day_goes_to_the_wire_and_back() => Gen.DateOnly.Sample(day =>
    {
        RedoxDate date = day;
        var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        WireText.AssertWrittenAs(text, date);
        return RedoxDate.Parse(text) == date && WireText.FromJson<RedoxDate>(text) == date && date.Date == day && date.IsCanonical;
    });

    [Fact]
    public void Any_text_is_read_and_comes_back_unchanged() => DateTexts.Any.Sample(text =>
    {
        var date = WireText.FromJson<RedoxDate>(text);
        Assert.Equal(date.IsUnderstood, RedoxDate.TryParse(text, out _));
        WireText.AssertWrittenAs(text, date);
    });

    [Fact]
    public void Time_of_a_DateTime_is_dropped_without_shifting_the_day()
    {
        foreach (var kind in Enum.GetValues<DateTimeKind>())
        {
            Assert.Equal("1979-11-23", RedoxDate.FromDateTime(new DateTime(1979, 11, 23, 23, 59, 0, kind)).ToString());
            Assert.Equal("1979-11-23", RedoxDate.FromDateTime(new DateTime(1979, 11, 23, 0, 0, 0, kind)).ToString());
        }

        Assert.Equal("1979-11-23", RedoxDate.FromDateTime(new DateTimeOffset(1979, 11, 23, 23, 0, 0, TimeSpan.FromHours(-5))).ToString());
    }

    [Fact]
    public void The_default_is_the_empty_text()
    {
        RedoxDate date = default;

        Assert.Null(date.Date);
        Assert.False(date.IsUnderstood);
        WireText.AssertWrittenAs("", date);
        Assert.Equal(date, WireText.FromJson<RedoxDate>(""));
        Assert.Equal(date.GetHashCode(), WireText.FromJson<RedoxDate>("").GetHashCode());
    }

    [Fact]
    public void Two_dates_are_equal_when_they_are_written_alike()
    {
        RedoxDate canonical = new DateOnly(2012, 8, 7);

        Assert.True(canonical == RedoxDate.Parse("2012-08-07"));
        Assert.True(canonical != RedoxDate.Parse("20120807"));
        Assert.True(canonical.Equals((object)RedoxDate.Parse("2012-08-07")));
        Assert.Equal(canonical.Date, RedoxDate.Parse("20120807").Date);
        Assert.NotEqual(RedoxDate.Parse("2012"), default);
    }

    [Fact]
    public void A_format_string_is_refused()
    {
        RedoxDate date = new DateOnly(2012, 8, 7);
        Assert.Throws<FormatException>(() => ((IFormattable)date).ToString("d", CultureInfo.InvariantCulture));
        Assert.Throws<FormatException>(() => ((ISpanFormattable)date).TryFormat(new char[10], out _, "d", null));
        Assert.Throws<FormatException>(() => ((IUtf8SpanFormattable)date).TryFormat(new byte[10], out _, "d", null));
    }

    [Fact]
    public void Text_that_is_null_is_no_date()
    {
        Assert.Throws<ArgumentNullException>(() => RedoxDate.Parse((string)null!));
        Assert.False(RedoxDate.TryParse((string?)null, out _));
    }

    [Theory]
    [InlineData("20120807")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"2012-08-0\\ud800\"")]
    public void Json_that_is_no_string_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RedoxDate>(json));

    [Fact]
    public void Json_with_invalid_UTF8_is_refused_because_it_could_not_be_written_back() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RedoxDate>([(byte)'"', 0xC3, 0x28, (byte)'"']));

    [Fact]
    public void Escaped_json_is_read_like_the_text_it_stands_for()
    {
        var date = JsonSerializer.Deserialize<RedoxDate>("\"\\u0032012-08-07\"");
        Assert.Equal(new RedoxDate(new DateOnly(2012, 8, 7)), date);
        Assert.Null(JsonSerializer.Deserialize<RedoxDate?>("null"));
    }
}
