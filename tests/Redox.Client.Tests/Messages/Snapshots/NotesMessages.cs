using Redox.Client.Models;

namespace Redox.Client.Tests.Messages.Snapshots;

/// <summary>Every event of Notes, made with builders.</summary>
internal static class NotesMessages
{
    internal static IEnumerable<IRedoxMessage> All => [Delete, New, Query, QueryResponse, Replace];

    private static NotesDelete Delete => NotesDelete.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Note(n => n.ContentType(NoteContentType.PlainText).DocumentType("Progress note").DocumentID("note-31").Provider("1730512899", "NPI")));

    private static NotesNew New => NotesNew.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR").Demographics(Clinic.Zoe))
        .Visit(v => v.VisitNumber("90210-17").Location(Clinic.Ward3North))
        .Note(n => n
            .ContentType(NoteContentType.PlainText)
            .FileName("progress.txt")
            .FileContents("Sinus rhythm, 62/min.\r\nPlan: recheck in 4 weeks; dose ½ tablet. ✓")
            .AddComponent(c => c.ID("hr").Name("Heart rate").Value("62").Comments("at rest"))
            .DocumentType("Progress note")
            .DocumentID("note-31")
            .ServiceDateTime(Clinic.Morning)
            .DocumentationDateTime(Clinic.Morning.AddMinutes(12))
            .Provider(Clinic.DrOkafor)
            .Status(NoteStatus.InProgress)
            .Availability(NoteAvailability.Available)
            .AddNotification("1730512899", "NPI"))
        .AddOrder("ORD-8", "12-lead ECG"));

    private static NotesQuery Query => NotesQuery.Build(m => m
        .To(Clinic.EhrDestination)
        .AddPatient(p => p.AddIdentifier("0000000142", "MR"))
        .AddVisitNumber("90210-17")
        .AddDocumentType("Progress note")
        .AddDocumentID("note-31"));

    private static NotesQueryResponse QueryResponse => NotesQueryResponse.Build(m => m
        .AddNote(n => n
            .Patient(p => p.AddIdentifier("0000000142", "MR"))
            .Visit(v => v.VisitNumber("90210-17").VisitDateTime(Clinic.Morning))
            .ContentType(NoteContentType.Base64Encoded)
            .FileName("progress.txt")
            .FileContents("U2ludXMgcmh5dGhtLCA2Mi9taW4u")
            .DocumentType("Progress note")
            .DocumentID("note-31")));

    private static NotesReplace Replace => NotesReplace.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Note(n => n
            .ContentType(NoteContentType.RichText)
            .FileContents(@"{\rtf1\ansi Sinus rhythm, {\b 64}/min.}")
            .DocumentType("Progress note")
            .DocumentID("note-32")
            .OriginalDocumentID("note-31")
            .Provider(Clinic.DrOkafor)
            .Authenticator(Clinic.DrOkafor)
            .Status(NoteStatus.Authenticated)));
}
