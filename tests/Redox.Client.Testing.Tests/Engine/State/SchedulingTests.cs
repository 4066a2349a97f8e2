using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.State;

public abstract class SchedulingTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : SchedulingTests(Transport.InMemory);

    public sealed class OnSocket() : SchedulingTests(Transport.Socket);

    private const string January = """{"StartDateTime":"2026-01-01T00:00:00.000Z","EndDateTime":"2026-01-31","Visit":#}""";

    [Fact]
    public async Task A_new_appointment_is_booked_and_takes_its_slot()
    {
        Redox.Data.AddSlots(new(2026, 1, 6, 9, 0, 0, TimeSpan.Zero), count: 2, department: "3N");

        await SendEventAsync("Scheduling", "New", SchedulingEvent("A-1", "2026-01-06T09:00:00.000Z"));

        var visit = Assert.Single(await BookedAsync());
        Assert.Equal(("A-1", "Scheduled", "Niamh"), ((string?)visit["VisitNumber"], (string?)visit["Status"], (string?)visit.SelectToken("Patient.Demographics.FirstName")));
        Assert.Equal(["2026-01-06T09:30:00.000Z"], await SlotTimesAsync());
        Assert.Equal((2, 1), (Redox.Data.Slots.Count, Redox.Data.FreeSlots.Count));
    }

    [Fact]
    public async Task A_cancelled_appointment_is_removed_and_frees_its_slot()
    {
        Redox.Data.AddSlot(new(2026, 1, 6, 9, 0, 0, TimeSpan.Zero), department: "3N");
        await SendEventAsync("Scheduling", "New", SchedulingEvent("A-1", "2026-01-06T09:00:00.000Z"));
        Assert.Empty(await SlotTimesAsync());

        await SendEventAsync("Scheduling", "Cancel", SchedulingEvent("A-1", "2026-01-06T09:00:00.000Z"));

        Assert.Empty(await BookedAsync());
        Assert.Single(await SlotTimesAsync());
        Assert.Equal("Canceled", Assert.Single(Redox.Data.Appointments).GetProperty("Status").GetString());
    }

    [Theory]
    [InlineData("A-1", "")]
    [InlineData("A-2", ""","OldVisitNumber":"A-1" """)]
    public async Task A_rescheduled_appointment_moves(string number, string old)
    {
        Redox.Data.AddSlots(new(2026, 1, 6, 9, 0, 0, TimeSpan.Zero), count: 2);
        await SendEventAsync("Scheduling", "New", SchedulingEvent("A-1", "2026-01-06T09:00:00.000Z", more: ""","Reason":"Rash" """));

        await SendEventAsync("Scheduling", "Reschedule", SchedulingEvent(number, "2026-01-06T10:30:00.000+01:00", more: old));

        var visit = Assert.Single(await BookedAsync());
        Assert.Equal((number, "Rash"), ((string?)visit["VisitNumber"], (string?)visit["Reason"]));
        Assert.Equal(["2026-01-06T09:00:00.000Z"], await SlotTimesAsync());
    }

    [Fact]
    public async Task A_modified_appointment_keeps_its_other_members()
    {
        await SendEventAsync("Scheduling", "New", SchedulingEvent("A-1", "2026-01-06T09:00:00.000Z", more: ""","Reason":"Rash","Status":"Arrived" """));

        await SendEventAsync("Scheduling", "Modification", SchedulingEvent("A-1", "2026-01-06T09:00:00.000Z", department: "4N"));

        var visit = Assert.Single(await BookedAsync());
        Assert.Equal(("Rash", "Arrived", "4N"), ((string?)visit["Reason"], (string?)visit["Status"], (string?)visit.SelectToken("Location.Department")));
    }

    [Fact]
    public async Task A_missed_appointment_is_still_returned()
    {
        await SendEventAsync("Scheduling", "New", SchedulingEvent("A-1", "2026-01-06T09:00:00.000Z"));

        await SendEventAsync("Scheduling", "NoShow", SchedulingEvent("A-1", "2026-01-06T09:00:00.000Z"));

        Assert.Equal("No Show", (string?)Assert.Single(await BookedAsync())["Status"]);
    }

    [Theory]
    [InlineData("""{}""", "A-1,A-2")]
    [InlineData("""{"VisitNumber":"A-2"}""", "A-2")]
    [InlineData("""{"Reason":"rash"}""", "A-1")]
    [InlineData("""{"Reason":["cough","rash"]}""", "A-1")]
    [InlineData("""{"Location":{"Department":"4N","Room":null}}""", "A-2")]
    [InlineData("""{"Patients":[{"Identifiers":[{"ID":"HV-1","IDType":"MR"}]}]}""", "A-1")]
    [InlineData("""{"Patients":[{"Identifiers":[{"ID":"HV-1","IDType":"MR"}]},{"Identifiers":[{"ID":"HV-2","IDType":"MR"}]}]}""", "A-1,A-2")]
    [InlineData("""{"Patients":[{"Identifiers":[{"ID":"HV-9","IDType":"MR"}]}]}""", "")]
    [InlineData("""{"AttendingProviders":[{"ID":"4","IDType":"NPI"}]}""", "A-2")]
    [InlineData("""{"VisitProvider":{"ID":"5"}}""", "")]
    public async Task Booked_returns_the_matching_appointments(string criteria, string numbers)
    {
        await SendEventAsync("Scheduling", "New", SchedulingEvent("A-1", "2026-01-06T09:00:00.000Z", more: ""","Reason":"Rash","AttendingProvider":{"ID":"3","IDType":"NPI"} """));
        await SendEventAsync("Scheduling", "New", SchedulingEvent("A-2", "2026-01-31T23:59:00.000Z", Timothy, ""","AttendingProvider":{"ID":"4","IDType":"NPI"} """, "4N"));
        await SendEventAsync("Scheduling", "New", SchedulingEvent("A-3", "2026-02-01T00:00:00.000Z"));

        Assert.Equal(numbers, string.Join(',', (await BookedAsync(criteria)).Select(visit => (string?)visit["VisitNumber"])));
    }

    [Theory]
    [InlineData("""{}""", 3)]
    [InlineData("""{"Reasons":["Follow-up","Office Visit"]}""", 2)]
    [InlineData("""{"VisitType":[{"Code":"OV","Codeset":"own","Description":"Office Visit"}]}""", 1)]
    [InlineData("""{"AttendingProviders":[{"ID":"4"}]}""", 2)]
    [InlineData("""{"Locations":[{"Department":"3N"},{"Department":"5N"}]}""", 1)]
    public async Task AvailableSlots_returns_the_matching_slots(string criteria, int count)
    {
        var slots = """
            {"Slots":[
            {"ID":"1","DateTime":"2026-01-06T09:00:00Z","Duration":30,"Reason":"Follow-up","Provider":{"ID":"3","IDType":"NPI"},"Location":{"Department":"3N"}},
            {"ID":"2","DateTime":"2026-01-06T09:00:00Z","Duration":30,"Reason":"Office Visit","Provider":{"ID":"4","IDType":"NPI"},"Location":{"Department":"4N"}},
            {"ID":"3","DateTime":"2026-01-07T09:00:00Z","Duration":30,"Provider":{"ID":"4","IDType":"NPI"}},
            {"ID":"4","DateTime":"2026-02-01T00:00:00Z","Duration":30}]}
            """;
        await SendEventAsync("Scheduling", "PushSlots", slots);
        await SendEventAsync("Scheduling", "PushSlots", slots);

        Assert.Equal(count, (await SlotTimesAsync(criteria)).Count());
    }

    [Fact]
    public async Task An_appointment_takes_only_the_slot_of_its_provider()
    {
        var time = new DateTimeOffset(2026, 1, 6, 9, 0, 0, TimeSpan.Zero);
        Redox.Data.AddSlot(time, providerId: "3").AddSlot(time, providerId: "4").AddSlot(time, providerId: "5", department: "3N");

        await SendEventAsync("Scheduling", "New", SchedulingEvent("A-1", "2026-01-06T09:00:00Z", more: ""","VisitProvider":{"ID":"4"} """));
        await SendEventAsync("Scheduling", "New", SchedulingEvent("A-2", "2026-01-06T09:00:00Z", more: ""","VisitProvider":{"ID":"5"} """, department: "4N"));

        Assert.Equal(["3", "5"], Redox.Data.FreeSlots.Select(slot => slot.GetProperty("Provider").GetProperty("ID").GetString()));
    }

    [Fact]
    public async Task Operations_are_kept_separately_from_appointments()
    {
        var operation = """
            {"Patient":{"Identifiers":[{"ID":"HV-1","IDType":"MR"}]},"Procedures":[{"Code":"0DTJ4ZZ","DateTime":"2026-01-06T09:00:00Z","Duration":90}],
            "Visit":{"VisitNumber":"S-1","Location":{"Department":"OR"}}}
            """;
        await SendEventAsync("SurgicalScheduling", "New", operation);
        await SendEventAsync("SurgicalScheduling", "Cancel", operation);

        Assert.Equal("Canceled", Assert.Single(Redox.Data.Surgeries).GetProperty("Status").GetString());
        Assert.Empty(await BookedAsync());
    }

    private async Task<JToken> BookedAsync(string criteria = "{}") =>
        (await QueryAsync("Scheduling", "Booked", January.Replace("#", criteria, StringComparison.Ordinal)))["Visits"]!;

    private async Task<IEnumerable<string?>> SlotTimesAsync(string criteria = "{}")
    {
        // Newtonsoft would parse the texts as dates and write them differently.
        var response = await QueryAsync("Scheduling", "AvailableSlots", January.Replace("#", criteria, StringComparison.Ordinal));
        return response["AvailableSlots"]!.Select(slot => ((DateTime)slot["DateTime"]!).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }
}
