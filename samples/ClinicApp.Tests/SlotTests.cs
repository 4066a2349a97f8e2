using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using ClinicApp.Appointments;
using ClinicApp.Tests.Setup;
using Redox.Client.Models;

namespace ClinicApp.Tests;

public sealed class SlotTests(RedoxFixture fixture) : ClinicTests(fixture)
{
    [Fact]
    public async Task Free_slots_are_shown_in_the_clinics_local_time()
    {
        var slots = await ListAsync("/slots");

        Assert.Equal(["09:00 -06:00", "09:20 -06:00", "09:40 -06:00"], slots.Select(slot => slot.Start.ToString("HH:mm zzz", CultureInfo.InvariantCulture)));
        Assert.All(slots, slot => Assert.Equal((20, "4356789876"), (slot.Minutes, slot.Clinician?.Id)));
    }

    [Fact]
    public async Task Only_slots_of_the_clinics_department_are_shown()
    {
        Redox.Data.AddSlot(Tuesday, department: "Radiology");

        Assert.Equal(3, (await ListAsync("/slots")).Count);
    }

    [Fact]
    public async Task Slots_end_with_the_last_requested_day()
    {
        Redox.Data.AddSlot(Tuesday.AddDays(1), department: "3N");

        Assert.Equal([20, 20, 20], from slot in await ListAsync("/slots?from=2026-01-06&days=1") select slot.Minutes);
        Assert.Equal([30], from slot in await ListAsync("/slots?from=2026-01-07&days=1") select slot.Minutes);
    }

    [Fact]
    public async Task Past_slots_are_not_shown()
    {
        Redox.Data.AddSlot(Redox.Clock.GetUtcNow().AddHours(-1), department: "3N").AddSlot(Redox.Clock.GetUtcNow().AddHours(1), minutes: 45, department: "3N");

        Assert.Equal([45], from slot in await ListAsync("/slots?days=1") select slot.Minutes);
    }

    [Fact]
    public async Task A_slot_without_a_time_or_a_length_is_left_out()
    {
        Redox.Reply<SchedulingAvailableSlots>("""
            { "AvailableSlots": [{ "DateTime": "soon", "Duration": 20 }, { "DateTime": "2026-01-06T15:00:00.000Z" }, { "DateTime": "2026-01-06T16:00:00.000Z", "Duration": "15" }] }
            """);

        Assert.Equal([15], from slot in await ListAsync("/slots") select slot.Minutes);
    }

    [Fact]
    public async Task More_than_a_month_is_refused()
    {
        using var response = await Clinic.GetAsync(new Uri("/slots?days=32", UriKind.Relative));

        await ProblemAsync(HttpStatusCode.BadRequest, response);
    }

    private async Task<IReadOnlyList<FreeSlot>> ListAsync(string path) => (await Clinic.GetFromJsonAsync<IReadOnlyList<FreeSlot>>(path))!;
}
