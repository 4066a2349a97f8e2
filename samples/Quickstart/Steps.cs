using System.Globalization;
using Redox.Client;
using Redox.Client.Models;

namespace Quickstart;

/// <summary>The four things an application does with Redox, each with a short report of what happened, without values of patients.</summary>
internal sealed class Steps(IRedoxClient redox, string destination)
{
    /// <summary>1. Sends a complete message that was made elsewhere, as it is.</summary>
    public async Task SendAsync(IRedoxEvent message, string file)
    {
        var receipt = await redox.SendAsync(message.To(destination));
        Report("Sent", message, string.Create(CultureInfo.InvariantCulture, $"{RedoxJson.SerializeToUtf8Bytes(message).Length / 1024.0:0.0} KB from {file}"), receipt);
    }

    /// <summary>2. Books an appointment that a builder has built and checked.</summary>
    public async Task<SchedulingNew> BookAsync()
    {
        var start = new DateTimeOffset(2027, 1, 5, 9, 30, 0, TimeSpan.FromHours(-6));
        var appointment = SchedulingNew.Build(m => m
            .To(destination)
            .Test()
            .Patient(p => p
                .AddIdentifier("0000000001", "MR")
                .Demographics(d => d.Name("Niamh", "Featherstone").DOB(new DateOnly(1979, 11, 23)).Sex(Sex.Female)))
            .Visit(v => v
                .VisitNumber("1234")
                .VisitDateTime(start)
                .Duration(30)
                .Reason("Check-up")
                .VisitProvider(p => p.Npi("4356789876").Name("Pat", "Granite"))
                .Location(l => l.Department("3N"))));

        var receipt = await redox.WriteBackAsync(appointment);
        Report("Booked", appointment, $"{appointment.Visit!.Duration} minutes at {appointment.Visit.VisitDateTime}, department {appointment.Visit.Location!.Department}", receipt);
        return appointment;
    }

    /// <summary>3. Searches a patient. The compiler knows the type of the response.</summary>
    public async Task SearchAsync()
    {
        var query = PatientSearchQuery.Build(m => m.To(destination).Patient(p => p.AddIdentifier("0000000001", "MR")));
        var response = await redox.QueryAsync(query);
        var found = response.Patient?.Identifiers.Count > 0
            ? $"one match, known by {response.Patient.Identifiers.Count} identifier(s)"
            : $"no match, {response.PotentialMatches.Count} potential";
        Report("Searched", query, found, response.Meta.Logs is [var log, ..] ? log.ID : null);
    }

    /// <summary>4. Writes a note back into the patient's chart.</summary>
    public async Task WriteBackAsync(SchedulingNew appointment)
    {
        var note = NotesNew.Build(m => m
            .To(destination)
            .Test()
            .Patient(appointment.Patient)
            .Visit(v => v.VisitNumber(appointment.Visit!.VisitNumber))
            .Note(n => n
                .PlainText("Appointment confirmed by phone.")
                .DocumentType("Phone Note")
                .DocumentID("quickstart-1")
                .Provider(p => p.Npi("4356789876").Name("Pat", "Granite"))));

        var receipt = await redox.WriteBackAsync(note);
        Report("Wrote back", note, $"a {note.Note!.ContentType} note to visit {note.Visit!.VisitNumber}", receipt);
    }

    private static void Report(string step, IRedoxMessage message, string what, RedoxReceipt receipt) =>
        Report(step, message, what, receipt.Logs is [var log, ..] ? log.ID : null);

    private static void Report(string step, IRedoxMessage message, string what, string? logId)
    {
        Console.WriteLine($"{step,-10} {message.Meta.DataModel}.{message.Meta.EventType}: {what}");
        Console.WriteLine($"           log {logId ?? "(none)"}");
    }
}
