using Redox.Client;
using Redox.Client.Models;
using Redox.Client.Testing;

namespace Pages;

/// <summary>The code of docs/testing-state.md.</summary>
internal static class TestingStatePage
{
    public static async Task SeedAsync()
    {
        await using var fake = RedoxFake.InMemory();

        fake.Data
            .AddPatient(patient => patient.Identifier("HV-1", "MR").Name("Niamh", "Featherstone").Born(1979, 11, 23))
            .AddSlots(new(2026, 1, 6, 9, 0, 0, TimeSpan.Zero), count: 4, minutes: 20, department: "3N");

        // ... the application under test books the second slot ...

        Assert.Equal(3, fake.Data.FreeSlots.Count);
        Assert.Equal("Scheduled", fake.Data.Appointments.Single().GetProperty("Status").GetString());
    }

    public static void Script(RedoxTenant fake, PatientRecord found)
    {
        fake.Reply((PatientSearchQuery query) => new PatientSearchResponse { Patient = found });
        fake.Reply<SchedulingBooked>("""{ "Visits": [null] }""", times: 1);
        fake.ReplyErrors<ClinicalSummaryPatientQuery>("No such chart", when: query => query.Patient?.Identifiers[0].ID == "HV-9");
    }

    public static async Task NameDestinationsAsync()
    {
        await using var fake = RedoxFake.InMemory(options =>
        {
            options.Destinations["22222222-2222-4222-8222-222222222222"] = new("Harbor Clinic") { DataModels = ["Scheduling", "Notes"] };
            options.Destinations["33333333-3333-4333-8333-333333333333"] = new("Harbor Clinic, live") { Environment = RedoxEnvironment.Production };
        });
    }
}
