using System.Globalization;

namespace ClinicApp.Tests.Unit;

public sealed class ClinicOptionsTests
{
    private readonly ClinicOptions _clinic = new() { TimeZone = "America/Chicago" };

    [Fact]
    public void A_day_begins_at_the_clinics_midnight_in_winter_and_in_summer()
    {
        Assert.Equal(new DateTimeOffset(2026, 3, 8, 6, 0, 0, TimeSpan.Zero), _clinic.StartOf(new(2026, 3, 8)));
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 5, 0, 0, TimeSpan.Zero), _clinic.StartOf(new(2026, 3, 9)));
    }

    [Fact]
    public void Times_are_shown_as_on_the_clinics_wall() =>
        Assert.Equal("04:30 -05:00", _clinic.LocalTime(new DateTimeOffset(2026, 7, 1, 9, 30, 0, TimeSpan.Zero)).ToString("HH:mm zzz", CultureInfo.InvariantCulture));
}
