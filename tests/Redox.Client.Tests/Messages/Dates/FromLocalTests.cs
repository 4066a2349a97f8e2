using System.Globalization;
using Shared;

namespace Redox.Client.Tests.Messages.Dates;

/// <summary>The clock on the wall, in zones whose clocks change.</summary>
public sealed class FromLocalTests
{
    private static readonly TimeSpan[] AroundAChange =
        [.. new[] { -1500, -1441, -61, -60, -59, -31, -30, -29, -15, -1, 0, 1, 15, 29, 30, 31, 59, 60, 61, 1439, 1500 }.Select(minutes => TimeSpan.FromMinutes(minutes))];

    // By the tables of the tz database: 8 March 02:00 and 1 November 02:00; 4 October 02:00 by half an hour and 5 April 02:00 back; 15 February 03:00 back
    // for Ramadan and 22 March 02:00; 29 March 01:00 and 25 October 02:00; 30 December 2011 left out altogether.
    [Theory]
    [InlineData("America/New_York", "2026-07-01T12:00:00", "2026-07-01T16:00", "2026-07-01T16:00", "2026-07-01T16:00")]
    [InlineData("America/New_York", "2026-03-08T02:30:00", "2026-03-08T07:30", "2026-03-08T06:30", "2026-03-08T07:30")]
    [InlineData("America/New_York", "2026-03-08T03:00:00", "2026-03-08T07:00", "2026-03-08T07:00", "2026-03-08T07:00")]
    [InlineData("America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30", "2026-11-01T05:30", "2026-11-01T06:30")]
    [InlineData("America/New_York", "2026-11-01T02:00:00", "2026-11-01T07:00", "2026-11-01T07:00", "2026-11-01T07:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:45", "2026-10-03T15:15", "2026-10-03T15:45")]
    [InlineData("Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T14:45", "2026-04-04T14:45", "2026-04-04T15:15")]
    [InlineData("Africa/Casablanca", "2026-02-15T02:30:00", "2026-02-15T01:30", "2026-02-15T01:30", "2026-02-15T02:30")]
    [InlineData("Africa/Casablanca", "2026-03-22T02:30:00", "2026-03-22T02:30", "2026-03-22T01:30", "2026-03-22T02:30")]
    [InlineData("Europe/Dublin", "2026-03-29T01:30:00", "2026-03-29T01:30", "2026-03-29T00:30", "2026-03-29T01:30")]
    [InlineData("Europe/Dublin", "2026-10-25T01:30:00", "2026-10-25T00:30", "2026-10-25T00:30", "2026-10-25T01:30")]
    [InlineData("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-30T22:00", "2011-12-29T22:00", "2011-12-30T22:00")]
    public void A_clock_time_is_the_instant_at_which_the_zone_shows_it(string zone, string clock, string usual, string earlier, string later)
    {
        var (place, time) = (TimeZoneInfo.FindSystemTimeZoneById(zone), DateTime.Parse(clock, CultureInfo.InvariantCulture));

        Assert.Equal($"{usual}:00.000Z", $"{RedoxDateTime.FromLocal(time, place)}");
        Assert.Equal($"{usual}:00.000Z", $"{RedoxDateTime.FromLocal(time, place, ClockChange.Calendar)}");
        Assert.Equal($"{earlier}:00.000Z", $"{RedoxDateTime.FromLocal(time, place, ClockChange.Earlier)}");
        Assert.Equal($"{later}:00.000Z", $"{RedoxDateTime.FromLocal(time, place, ClockChange.Later)}");
        Assert.Equal(RedoxDateTime.FromLocal(time, place).Instant, RedoxDateTime.Parse(clock).ToInstant(place));
        if (earlier == later)
        {
            Assert.Equal($"{usual}:00.000Z", $"{RedoxDateTime.FromLocal(time, place, ClockChange.Refuse)}");
        }
        else
        {
            Assert.DoesNotContain("2026", Assert.Throws<ArgumentException>(() => RedoxDateTime.FromLocal(time, place, ClockChange.Refuse)).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The changes are found from UTC, where every instant has one offset: a time is shown by those instants whose clocks stand at it.</summary>
    [Fact]
    public void Every_clock_change_of_every_zone_is_read_by_the_rule()
    {
        var wrong = new List<string>();
        var changes = 0;
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            foreach (var (change, before, after) in Changes(zone))
            {
                changes++;
                wrong.AddRange(AroundAChange.SelectMany(distance => new[] { change + before + distance, change + after + distance })
                    .Where(clock => !IsReadByTheRule(clock, zone, change, before, after)).Select(clock => $"{zone.Id} {clock:O}"));
            }
        }

        Offenders.None(wrong);
        Assert.True(changes > 0);
    }

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Local)]
    public void What_names_an_instant_already_is_not_read_in_a_zone(DateTimeKind kind) =>
        Assert.Contains($"kind {kind}", Assert.Throws<ArgumentException>(() => RedoxDateTime.FromLocal(new DateTime(2026, 3, 2, 9, 30, 0, kind), TimeZoneInfo.Utc)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_cannot_be_an_instant_is_refused()
    {
        var east = TimeZoneInfo.CreateCustomTimeZone("East", TimeSpan.FromHours(5), null, null);
        var west = TimeZoneInfo.CreateCustomTimeZone("West", TimeSpan.FromHours(-5), null, null);

        Assert.Throws<ArgumentNullException>(() => RedoxDateTime.FromLocal(new DateTime(2026, 3, 2), null!));
        Assert.Throws<ArgumentOutOfRangeException>("clockTime", () => RedoxDateTime.FromLocal(DateTime.MinValue, east));
        Assert.Throws<ArgumentOutOfRangeException>("clockTime", () => RedoxDateTime.FromLocal(DateTime.MaxValue, west));
        Assert.Throws<ArgumentOutOfRangeException>(() => RedoxDateTime.FromLocal(new DateTime(2026, 3, 2), west, (ClockChange)4));
        Assert.Equal("0001-01-01T05:00:00.000Z", $"{RedoxDateTime.FromLocal(DateTime.MinValue, west)}");
    }

    private static bool IsReadByTheRule(DateTime clock, TimeZoneInfo zone, DateTime change, TimeSpan before, TimeSpan after)
    {
        var shown = new[] { clock - before }.Where(instant => instant < change).Concat(new[] { clock - after }.Where(instant => instant >= change)).ToList();
        var (usual, earlier, later) = shown switch
        {
            [] => (clock - before, clock - after, clock - before),
            [var only] => (only, only, only),
            _ => (shown[0], shown[0], shown[1]),
        };
        return Read(ClockChange.Calendar) == usual && Read(ClockChange.Earlier) == earlier && Read(ClockChange.Later) == later;

        DateTime Read(ClockChange rule) => RedoxDateTime.FromLocal(clock, zone, rule).Instant!.Value.UtcDateTime;
    }

    // In steps of four days, in which no clock changes twice, and within a step to the minute.
    private static IEnumerable<(DateTime Change, TimeSpan Before, TimeSpan After)> Changes(TimeZoneInfo zone)
    {
        const int Step = 4 * 24 * 60;
        var end = new DateTime(2041, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var before = zone.GetUtcOffset(new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        for (var start = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc); start < end; start = start.AddMinutes(Step))
        {
            var after = zone.GetUtcOffset(start.AddMinutes(Step));
            if (after == before)
            {
                continue;
            }

            var (from, to) = (0, Step);
            while (to - from > 1)
            {
                var middle = (from + to) / 2;
                (from, to) = zone.GetUtcOffset(start.AddMinutes(middle)) == before ? (middle, to) : (from, middle);
            }

            yield return (DateTime.SpecifyKind(start.AddMinutes(to), DateTimeKind.Unspecified), before, after);
            before = after;
        }
    }
}
