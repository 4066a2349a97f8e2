using System.Globalization;
using Redox.Client;
using Redox.Client.Models;

namespace Quickstart;

/// <summary>The four things an application does with Redox, each with a short account of what happened. Values of patients stay out of it.</summary>
internal sealed class Steps(IRedoxClient redox, string destination)
{
    /// <summary>1. Sends a message that came from elsewhere, complete as it is.</summary>
    public async Task SendAsync(IRedoxEvent message, string file)
    {
        var receipt = await redox.SendAsync(message.To(destination));
        Tell("Sent", message, string.Create(CultureInfo.InvariantCulture, $"{RedoxJson.SerializeToUtf8Bytes(message).Length / 1024.0:0.0} KB from {file}"), receipt);
    }

    /// <summary>2. Books an appointment that a builder made and checked.</summary>
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

        var receipt = await redox.SendAsync(appointment);
        Tell("Booked", appointment, $"{appointment.Visit!.Duration} minutes at {appointment.Visit.VisitDateTime}, department {appointment.Visit.Location!.Department}", receipt);
        return appointment;
    }

    /// <summary>3. Searches a patient. The compiler knows what answers the query.</summary>
    public async Task SearchAsync()
    {
        var query = PatientSearchQuery.Build(m => m.To(destination).Patient(p => p.AddIdentifier("0000000001", "MR")));
        var answer = await redox.QueryAsync(query);
        var found = answer.Patient?.Identifiers.Count > 0
            ? $"one match, known by {answer.Patient.Identifiers.Count} identifier(s)"
            : $"no match, {answer.PotentialMatches.Count} potential";
        Tell("Searched", query, found, answer.Meta.Logs is [var log, ..] ? log.ID : null);
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
        Tell("Wrote back", note, $"a {note.Note!.ContentType} note to visit {note.Visit!.VisitNumber}", receipt);
    }

    private static void Tell(string step, IRedoxMessage message, string what, RedoxReceipt receipt) =>
        Tell(step, message, what, receipt.Logs is [var log, ..] ? log.ID : null);

    private static void Tell(string step, IRedoxMessage message, string what, string? logId)
    {
        Console.WriteLine($"{step,-10} {message.Meta.DataModel}.{message.Meta.EventType}: {what}");
        Console.WriteLine($"           log {logId ?? "(none)"}");
    }
}
