using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace Redox.Client.Tests.Messages.Dates;

public sealed class RedoxDateTimeTests
{
    private const string WireFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    [Theory]
    [InlineData("0001-01-01T00:00:00", 9)]
    [InlineData("9999-12-31T23:59:59", -5)]
    public void A_clock_time_whose_instant_no_calendar_holds_has_none(string text, int hours)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("far", TimeSpan.FromHours(hours), "far", "far");

        Assert.Null(RedoxDateTime.Parse(text).ToInstant(zone));
        Assert.NotNull(RedoxDateTime.Parse(text).ToInstant(TimeZoneInfo.Utc));
    }

    [Theory]
    [MemberData(nameof(DocumentedForms.Accepted), MemberType = typeof(DocumentedForms))]
    public void An_accepted_form_gives_its_parts_and_is_written_back_as_it_came(
        string text, DateOnly? day, DateTime? clockTime, DateTimeOffset? instant, bool canonical) =>
        Assert.All(WireText.ReadInEveryWay<RedoxDateTime>(text), value =>
        {
            Assert.Equal(day, value.Date);
            Assert.Equal(clockTime is not null, value.HasTime);
            Assert.Equal(clockTime, value.ClockTime);
            Assert.Equal(instant, value.Instant);
            Assert.Equal(instant?.Offset, value.Instant?.Offset);
            Assert.True(value.IsUnderstood);
            Assert.Equal(canonical, value.IsCanonical);
            Assert.Equal(RedoxDateTime.Parse(text), value);
            Assert.Equal(RedoxDateTime.Parse(text).GetHashCode(), value.GetHashCode());
            WireText.AssertWrittenAs(text, value);
        });

    [Theory]
    [MemberData(nameof(DocumentedForms.KeptAsText), MemberType = typeof(DocumentedForms))]
    [InlineData("")]
    [InlineData("\"quoted\" \\ \u00e9\u6f22\ud83d\ude00")]
    public void What_is_not_understood_stays_as_text(string text)
    {
        var value = WireText.FromJson<RedoxDateTime>(text);

        Assert.Null(value.Date);
        Assert.Null(value.ClockTime);
        Assert.Null(value.Instant);
        Assert.Null(value.ToInstant(TimeZoneInfo.Utc));
        Assert.False(value.HasTime || value.IsUnderstood || value.IsCanonical);
        WireText.AssertWrittenAs(text, value);
    }

    [Theory]
    [MemberData(nameof(DocumentedForms.KeptAsText), MemberType = typeof(DocumentedForms))]
    public void Parsing_what_is_not_understood_fails_without_quoting_it(string text)
    {
        Assert.False(RedoxDateTime.TryParse(text, out var value));
        Assert.Equal(default, value);

        var exception = Assert.Throws<FormatException>(() => RedoxDateTime.Parse(text));
        Assert.DoesNotContain(text, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_instant_is_written_in_UTC_with_milliseconds_and_comes_back() => Gen.DateTimeOffset.Sample(instant =>
    {
        RedoxDateTime value = instant;
        var text = instant.UtcDateTime.ToString(WireFormat, CultureInfo.InvariantCulture);
        WireText.AssertWrittenAs(text, value);
        return RedoxDateTime.Parse(text) == value
            && WireText.FromJson<RedoxDateTime>(text) == value
            && value.Instant == DateTimeOffset.ParseExact(text, WireFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            && value is { HasTime: true, IsCanonical: true };
    });

    [Fact]
    public void Any_day_is_written_without_a_time_and_comes_back() => Gen.DateOnly.Sample(day =>
    {
        RedoxDateTime value = day;
        WireText.AssertWrittenAs(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), value);
        return RedoxDateTime.Parse(value.ToString()) == value && value is { HasTime: false, Instant: null, ClockTime: null } && value.Date == day;
    });

    [Fact]
    public void Any_text_is_read_and_comes_back_unchanged() => DateTexts.Any.Sample(text =>
    {
        var value = WireText.FromJson<RedoxDateTime>(text);
        Assert.Equal(value.IsUnderstood, RedoxDateTime.TryParse(text, out _));
        Assert.Equal(value.Date, WireText.FromJson<RedoxDate>(text).Date);
        WireText.AssertWrittenAs(text, value);
    });

    [Fact]
    public void What_dotnet_reads_as_an_instant_is_read_as_the_same_instant() => DateTexts.Any.Sample(text =>
    {
        string[] formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK"];
        var hasZone = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10;
        if (hasZone && DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var expected))
        {
            Assert.Equal(expected, RedoxDateTime.Parse(text).Instant);
        }
    });

    [Fact]
    public void An_instant_is_written_in_UTC_whatever_its_offset()
    {
        RedoxDateTime visit = new DateTimeOffset(2026, 3, 2, 22, 30, 0, TimeSpan.FromHours(-5));
        Assert.Equal("2026-03-03T03:30:00.000Z", visit.ToString());
        Assert.Equal(TimeSpan.Zero, visit.Instant?.Offset);
    }

    [Fact]
    public void A_DateTime_converts_only_when_its_kind_is_known()
    {
        var clock = new DateTime(2026, 7, 1, 12, 0, 0);
        RedoxDateTime utc = DateTime.SpecifyKind(clock, DateTimeKind.Utc);
        RedoxDateTime local = DateTime.SpecifyKind(clock, DateTimeKind.Local);

        Assert.Equal("2026-07-01T12:00:00.000Z", utc.ToString());
        Assert.Equal(new DateTimeOffset(clock, TimeZoneInfo.Local.GetUtcOffset(clock)), local.Instant);

        var exception = Assert.Throws<ArgumentException>(() => { RedoxDateTime unspecified = clock; });
        Assert.Contains("SpecifyKind", exception.Message, StringComparison.Ordinal);
        Assert.Contains("DateOnly.FromDateTime", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("2026", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fractions_beyond_the_millisecond_are_cut_off_when_a_value_is_made()
    {
        var second = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
        RedoxDateTime value = second.AddTicks(9_999);

        Assert.Equal(second, value.Instant);
        Assert.Equal(second, value);
        Assert.Equal("9999-12-31T23:59:59.999Z", ((RedoxDateTime)DateTimeOffset.MaxValue).ToString());
    }

    [Fact]
    public void A_time_without_a_zone_is_read_in_the_zone_of_its_source()
    {
        var winter = RedoxDateTime.Parse("2016-01-05T14:00:00");
        var summer = RedoxDateTime.Parse("2016-08-01T14:00:00");
        var zone = ZoneWithSummerTime();

        Assert.Equal(DateTimeKind.Unspecified, winter.ClockTime!.Value.Kind);
        Assert.Equal("2016-01-05T14:00:00.0000000-05:00", winter.ToInstant(zone)!.Value.ToString("O", CultureInfo.InvariantCulture));
        Assert.Equal("2016-08-01T14:00:00.0000000-04:00", summer.ToInstant(zone)!.Value.ToString("O", CultureInfo.InvariantCulture));
        Assert.Equal("2016-08-01T14:00:00", summer.ToString());
    }

    [Theory]
    [InlineData("2016-03-10T02:30:00", "2016-03-10T07:30:00.0000000Z")] // Skipped: forward by the gap, half past three.
    [InlineData("2016-11-10T01:30:00", "2016-11-10T05:30:00.0000000Z")] // Shown twice: the first.
    public void Skipped_or_repeated_time_has_the_offset_until_the_change(string text, string instant) =>
        Assert.Equal(instant, RedoxDateTime.Parse(text).ToInstant(ZoneWithSummerTime())!.Value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    [Fact]
    public void A_written_offset_wins_over_the_zone_and_a_date_gets_no_time()
    {
        var zone = ZoneWithSummerTime();
        Assert.Equal(TimeSpan.FromHours(8), RedoxDateTime.Parse("2016-08-01T14:00:00+08:00").ToInstant(zone)!.Value.Offset);
        Assert.Null(RedoxDateTime.Parse("2016-08-01").ToInstant(zone));
        Assert.Throws<ArgumentNullException>(() => RedoxDateTime.Parse("2016-08-01").ToInstant(null!));
        Assert.Null(RedoxDateTime.Parse("9999-12-31T23:00:00").ToInstant(zone));
    }

    [Fact]
    public void The_canonical_forms_are_read_and_written_without_allocation()
    {
        var buffer = new byte[24];
        RoundTrip(buffer); // compiled and its delegates made

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            RoundTrip(buffer);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void RoundTrip(Span<byte> buffer)
        {
            RedoxDateTime.Parse("2026-03-02T14:30:00.000Z"u8).TryFormat(buffer, out _);
            RedoxDateTime.Parse("2026-03-02"u8).TryFormat(buffer, out _);
            RedoxDate.Parse("2026-03-02"u8).TryFormat(buffer, out _);
        }
    }

    [Fact]
    public void The_culture_of_the_machine_changes_nothing()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            // Other separators, without relying on the culture data of the machine.
            CultureInfo.CurrentCulture = new CultureInfo("") { DateTimeFormat = { DateSeparator = "~", TimeSeparator = "," } };
            WireText.AssertWrittenAs("2026-03-02T14:30:00.000Z", (RedoxDateTime)new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.Zero));
            WireText.AssertWrittenAs("2026-03-02", RedoxDate.Parse("2026-03-02"));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void The_default_is_the_empty_text()
    {
        WireText.AssertWrittenAs("", default(RedoxDateTime));
        Assert.Equal(default, WireText.FromJson<RedoxDateTime>(""));
        Assert.Equal(default(RedoxDateTime).GetHashCode(), WireText.FromJson<RedoxDateTime>("").GetHashCode());
    }

    [Fact]
    public void Two_values_are_equal_when_they_are_written_alike()
    {
        var instant = new DateTimeOffset(2012, 8, 7, 0, 0, 0, TimeSpan.Zero);

        Assert.True(instant == RedoxDateTime.Parse("2012-08-07T00:00:00.000Z"));
        Assert.True(instant != RedoxDateTime.Parse("2012-08-07T00:00:00Z"));
        Assert.True(new DateOnly(2012, 8, 7) != RedoxDateTime.Parse("2012-08-07T00:00:00.000Z"));
        Assert.False(RedoxDateTime.Parse("2012-08-07").Equals((object)"2012-08-07"));
    }

    [Theory]
    [InlineData("20120807143000")]
    [InlineData("null")]
    [InlineData("[]")]
    public void Json_that_is_no_string_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RedoxDateTime>(json));

    /// <summary>Five hours behind UTC, four from 10 March to 10 November.</summary>
    private static TimeZoneInfo ZoneWithSummerTime()
    {
        var night = new DateTime(1, 1, 1, 2, 0, 0);
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(night, 3, 10), TimeZoneInfo.TransitionTime.CreateFixedDateRule(night, 11, 10));
        return TimeZoneInfo.CreateCustomTimeZone("Clinic", TimeSpan.FromHours(-5), "Clinic", "Clinic", "Clinic", [rule]);
    }
}
