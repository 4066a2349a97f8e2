using System.Globalization;

namespace ClinicApp.Tests.Unit;

public sealed class ClinicOptionsTests
{
    private readonly ClinicOptions _clinic = new() { TimeZone = "America/Chicago" };

    [Fact]
    public void A_day_begins_at_midnight_at_the_clinic()
    {
        Assert.Equal(new DateTimeOffset(2026, 3, 8, 6, 0, 0, TimeSpan.Zero), _clinic.StartOf(new(2026, 3, 8)));
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 5, 0, 0, TimeSpan.Zero), _clinic.StartOf(new(2026, 3, 9)));
    }

    [Fact]
    public void Times_are_shown_in_the_clinics_local_time() =>
        Assert.Equal("04:30 -05:00", _clinic.LocalTime(new DateTimeOffset(2026, 7, 1, 9, 30, 0, TimeSpan.Zero)).ToString("HH:mm zzz", CultureInfo.InvariantCulture));
}
