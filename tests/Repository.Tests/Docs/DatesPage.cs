using Redox.Client;
using Redox.Client.Models;

namespace Pages;

/// <summary>The code of docs/dates.md.</summary>
internal static class DatesPage
{
    public static (Demographics Person, SchedulingVisit Visit) Dates(TimeSpan offset, TimeProvider timeProvider)
    {
        var person = new Demographics { DOB = new DateOnly(1979, 11, 23) };            // 1979-11-23
        var visit = new SchedulingVisit { VisitDateTime = new DateTimeOffset(2026, 3, 2, 9, 30, 0, offset) };      // in UTC: 2026-03-02T14:30:00.000Z for -05:00
        visit = visit with { VisitDateTime = new DateOnly(2026, 3, 2) };               // 2026-03-02: the time is not known, so none is sent
        visit = visit with { VisitDateTime = timeProvider.GetUtcNow().UtcDateTime };   // a DateTime of kind Utc or Local
        return (person, visit);
    }

    public static (RedoxDateTime Visit, RedoxDateTime Asked) Clock()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        RedoxDateTime visit = RedoxDateTime.FromLocal(new DateTime(2026, 3, 2, 9, 30, 0), zone);                    // 2026-03-02T14:30:00.000Z
        RedoxDateTime asked = RedoxDateTime.FromLocal(new DateTime(2026, 11, 1, 1, 30, 0), zone, ClockChange.Later);   // 2026-11-01T06:30:00.000Z
        return (visit, asked);
    }
}
