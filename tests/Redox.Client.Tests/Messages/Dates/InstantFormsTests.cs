using System.Globalization;
using CsCheck;

namespace Redox.Client.Tests.Messages.Dates;

/// <summary>Forms that name one instant, put together from their parts or read by .NET, and forms that do not.</summary>
public sealed class InstantFormsTests
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy-M-d", "yyyyMMdd"];
    private static readonly string[] Separators = ["'T'", "'t'", "' '"];
    private static readonly string[] Times = ["HH:mm:ss", "HH:mm:ss.fff", "HH:mm:ss','fff", "HH:mm:ss':'fff", "HH:mm:ss.fffffff", "HHmmss", "HHmmss.f", "HH:mm", "HHmm"];
    private static readonly string[] Blanks = ["", " "];

    /// <summary>Of an offset: the ways to write it. What .NET has no letters for is put in by hand.</summary>
    private static readonly Func<TimeSpan, string?>[] Zones =
    [
        offset => Signed(offset, @"hh\:mm"),
        offset => Signed(offset, "hhmm"),
        offset => offset.Minutes == 0 ? Signed(offset, "hh") : null,
        offset => offset == TimeSpan.Zero ? "Z" : null,
        offset => offset == TimeSpan.Zero ? "z" : null,
        offset => offset == TimeSpan.Zero ? "UTC" : null,
        offset => offset == TimeSpan.Zero ? "GMT" : null,
    ];

    private static readonly Gen<DateTimeOffset> Instants = Gen.Select(
        Gen.DateTime[new DateTime(1900, 1, 1), new DateTime(2100, 1, 1)], Gen.Int[0, 6].Select(index => new[] { 0, 0, -300, 330, 345, 840, -720 }[index]),
        (clock, offset) => new DateTimeOffset(DateTime.SpecifyKind(clock, DateTimeKind.Unspecified), TimeSpan.FromMinutes(offset)));

    [Fact]
    public void An_instant_is_understood_however_its_parts_are_written() => Instants.Sample(
        instant =>
        {
            var parts = from day in Days from separator in Separators from time in Times from blank in Blanks from zone in Zones select (day, separator, time, blank, zone);
            foreach (var (day, separator, time, blank, zone) in parts)
            {
                var clock = DateTime.ParseExact(Written(instant, time), time, CultureInfo.InvariantCulture).TimeOfDay;
                if (zone(instant.Offset) is { } written)
                {
                    var text = $"{Written(instant, day + separator + time)}{blank}{written}";
                    var value = RedoxDateTime.Parse(text);

                    Assert.True(value.Instant == new DateTimeOffset(instant.Date + clock, instant.Offset), text);
                    Assert.Equal((instant.Offset, text), (value.Instant!.Value.Offset, value.ToString()));
                    Assert.Equal(DateOnly.FromDateTime(instant.Date), RedoxDate.Parse(text).Date);
                }
            }
        },
        iter: 20);

    [Theory]
    [InlineData("2031-02-03 09:15:00 -0500", "yyyy-MM-dd HH:mm:ss zzz")]
    [InlineData("2031-02-03T14:15:00.250 Z", "yyyy-MM-dd'T'HH:mm:ss.fff 'Z'")]
    [InlineData("2031-02-03 09:15:00.0000000 -05:00", "yyyy-MM-dd HH:mm:ss.fffffff zzz")]
    [InlineData("2031-02-03 14:15:00 UTC", "yyyy-MM-dd HH:mm:ss 'UTC'")]
    [InlineData("2031-02-03 14:15:00Z", "u")]
    [InlineData("2031-02-03T09:15:00.1234567-05:00", "O")]
    [InlineData("2031-02-03T14:15:00,250Z", "yyyy-MM-dd'T'HH:mm:ss,fff'Z'")]
    [InlineData("2031-02-03T09:15-05", "yyyy-MM-dd'T'HH:mmzz")]
    [InlineData("20310203091500 -0500", "yyyyMMddHHmmss zzz")]
    [InlineData("20310203091500.250-0500", "yyyyMMddHHmmss.fffzzz")]
    public void What_programs_write_is_the_instant_that_dotnet_reads(string text, string format)
    {
        var expected = DateTimeOffset.ParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

        Assert.All(WireText.ReadInEveryWay<RedoxDateTime>(text), value =>
        {
            Assert.Equal((expected, expected.Offset), (value.Instant!.Value, value.Instant!.Value.Offset));
            WireText.AssertWrittenAs(text, value);
        });
    }

    private static string Signed(TimeSpan offset, string format) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(format, CultureInfo.InvariantCulture);

    private static string Written(DateTimeOffset instant, string format) => instant.ToString(format, CultureInfo.InvariantCulture);
}
