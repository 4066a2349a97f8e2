using Redox.Client.Models;
using Shared;

namespace Redox.Client.Testing.Tests.Data;

[Collection(nameof(Alone))]
public sealed partial class SeedTests
{
    private static readonly DateTimeOffset Nine = new(2026, 1, 6, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_event_seeds_as_if_it_had_arrived()
    {
        await using var redox = RedoxFake.InMemory();

        redox.Data.Add(new NotesNew
        {
            Patient = new() { Identifiers = [new() { ID = "HV-1", IDType = "MR" }] },
            Note = new() { DocumentID = "N-1", ContentType = "Plain Text" },
        });

        Assert.Equal("N-1", Assert.Single(redox.Data.Notes).GetProperty("DocumentID").GetString());
        Assert.Single(redox.Data.Patients);
        Assert.Equal(new("Notes", "New", 1), Assert.Single(redox.Data.AcceptedMessages));
    }

    [Theory]
    [InlineData("", "not one JSON object")]
    [InlineData("""{"Patient":{}}""", "Meta lacks DataModel or EventType")]
    [InlineData("""{"Meta":{"DataModel":"PatientSearch","EventType":"Query"}}""", "PatientSearch.Query is a query")]
    public async Task Seeding_anything_but_an_event_is_refused(string json, string text)
    {
        await using var redox = RedoxFake.InMemory();

        Assert.Contains(text, Assert.Throws<ArgumentException>(() => redox.Data.AddMessage(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_messages_is_seeded_in_path_order()
    {
        var folder = Directory.CreateTempSubdirectory("redox-seed-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "b"));
            await File.WriteAllTextAsync(Path.Combine(folder, "b", "2.json"), Patient("Second"));
            await File.WriteAllTextAsync(Path.Combine(folder, "a.json"), Patient("First"));
            await File.WriteAllTextAsync(Path.Combine(folder, "c.txt"), "no message");
            await using var redox = RedoxFake.InMemory();

            redox.Data.AddFolder(folder);
            Assert.Equal("Second", Assert.Single(redox.Data.Patients).GetProperty("Demographics").GetProperty("LastName").GetString());

            await File.WriteAllTextAsync(Path.Combine(folder, "b", "3.json"), "[]");
            var error = Assert.Throws<ArgumentException>(() => redox.Data.AddFolder(folder));
            Assert.Contains(Path.Combine("b", "3.json"), error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static string Patient(string name) =>
            $$$$"""{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient"},"Patient":{"Identifiers":[{"ID":"1","IDType":"MR"}],"Demographics":{"LastName":"{{{{name}}}}"}}}""";
    }

    [Fact]
    public async Task Appointments_slots_and_documents_are_seeded_in_one_line_each()
    {
        await using var redox = RedoxFake.InMemory();

        redox.Data
            .AddSlots(Nine, count: 3, minutes: 20, department: "3N", providerId: "4", reason: "Office Visit")
            .AddSlot(Nine.AddDays(1), id: "SL-9")
            .AddAppointment("A-1", Nine.AddMinutes(20), "HV-1", department: "3N", providerId: "4", reason: "Rash")
            .AddDocument("D-1", "HV-2", "<a/>"u8);

        Assert.Equal(["2026-01-06T09:00:00.000Z", "2026-01-06T09:40:00.000Z", "2026-01-07T09:00:00.000Z"], redox.Data.FreeSlots.Select(slot => slot.GetProperty("DateTime").GetString()));
        Assert.Equal("Rash", Assert.Single(redox.Data.Appointments).GetProperty("Reason").GetString());
        Assert.Equal("PGEvPg==", Assert.Single(redox.Data.Documents).GetProperty("Data").GetString());
        Assert.Equal(2, redox.Data.Patients.Count);
    }

    [Fact]
    public async Task Seeding_a_patient_again_updates_the_patient()
    {
        await using var redox = RedoxFake.InMemory();

        redox.Data
            .AddPatient(patient => patient.Identifier("HV-1", "MR").Name("Niamh", "Byrne"))
            .AddPatient(patient => patient.Identifier("HV-1", "MR").Identifier("7", "EHRID").Name("Niamh", "Featherstone"));

        var patient = Assert.Single(redox.Data.Patients);
        Assert.Equal(("Featherstone", 2), (patient.GetProperty("Demographics").GetProperty("LastName").GetString(), patient.GetProperty("Identifiers").GetArrayLength()));
    }

    [Fact]
    public async Task Only_the_latest_entities_are_kept()
    {
        await using var redox = RedoxFake.InMemory();

        for (var i = 0; i < RedoxFakeData.Capacity + 5; i++)
        {
            redox.Data.AddAppointment($"A-{i}", Nine, $"P-{i}");
        }

        Assert.Equal((10_000, 10_000, 10_000), (redox.Data.Appointments.Count, redox.Data.Patients.Count, redox.Data.AcceptedMessages.Count));
        Assert.Equal("A-5", redox.Data.Appointments[0].GetProperty("VisitNumber").GetString());
        Assert.Equal("P-5", redox.Data.Patients[0].GetProperty("Identifiers")[0].GetProperty("ID").GetString());
    }

    [Fact]
    public async Task Many_messages_use_no_more_memory_than_few()
    {
        await using var redox = RedoxFake.InMemory();

        Send(12_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Send(24_000);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.InRange(grown, long.MinValue, 4_000_000);

        void Send(int count)
        {
            for (var i = 0; i < count; i++)
            {
                redox.Data.AddAppointment($"A-{i}", Nine, $"P-{i}", reason: $"{count}");
            }
        }
    }
}
