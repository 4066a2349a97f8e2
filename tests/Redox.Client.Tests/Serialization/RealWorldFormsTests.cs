using Redox.Client.Models;
using Shared.Json;

namespace Redox.Client.Tests.Serialization;

/// <summary>Forms that were recorded or documented against the data models: what the property gives, what is reported, and that nothing is lost.</summary>
public sealed class RealWorldFormsTests
{
    public static TheoryData<string> Names => [.. Forms.Select(form => form.Name)];

    private static readonly Form[] Forms =
    [
        Patient("a number for an identifier", "\"Identifiers\":[{\"ID\":12345678901,\"IDType\":\"MR\"}]", patient => patient.Identifiers[0].ID, "12345678901", "Patient.Identifiers[0].ID: expected string, found number"),
        Patient("one object for an array", "\"Identifiers\":{\"ID\":\"1\"}", patient => patient.Identifiers.Single().ID, "1", "Patient.Identifiers: expected array, found object"),
        Patient("null among objects", "\"Identifiers\":[null,{\"ID\":\"1\"}]", patient => patient.Identifiers.Single().ID, "1", "Patient.Identifiers[0]: expected object, found null"),
        Patient("null for an array", "\"Identifiers\":null", patient => patient.Identifiers.Count, 0),
        Demographics("a boolean for text", "\"Religion\":true", person => person.Religion, "true", "Religion: expected string, found boolean"),
        Demographics("text for a boolean", "\"IsHispanic\":\"False\"", person => person.IsHispanic, false, "IsHispanic: expected boolean, found string"),
        Demographics("a number for a boolean", "\"IsDeceased\":1", person => person.IsDeceased, true, "IsDeceased: expected boolean, found number"),
        Demographics("words for a boolean", "\"IsDeceased\":\"unknown\"", person => person.IsDeceased, null, "IsDeceased: expected boolean, found string"),
        Demographics("an empty string for a boolean", "\"IsHispanic\":\"\"", person => person.IsHispanic, null, "IsHispanic: expected boolean, found empty string"),
        Demographics("null in a list of texts", "\"EmailAddresses\":[null]", person => person.EmailAddresses.Count, 0, "EmailAddresses[0]: expected string, found null"),
        Demographics("objects for e-mail addresses", "\"EmailAddresses\":[{\"Address\":\"a@mail.example\",\"Use\":\"home\"},\"b@mail.example\"]", person => person.EmailAddresses.Single(), "b@mail.example", "EmailAddresses[0]: expected string, found object"),
        Demographics("one text for a list", "\"Citizenship\":\"US\"", person => person.Citizenship.Single(), "US", "Citizenship: expected array, found string"),
        Demographics("an empty string for a list", "\"Citizenship\":\"\"", person => person.Citizenship.Count, 0, "Citizenship: expected array, found empty string"),
        Demographics("a string for the object of phone numbers", "\"PhoneNumber\":\"+16085551234\"", person => person.PhoneNumber, null, "PhoneNumber: expected object, found string"),
        Demographics("a phone number as a number", "\"PhoneNumber\":{\"Home\":6085551234}", person => person.PhoneNumber!.Home, "6085551234", "PhoneNumber.Home: expected string, found number"),
        Demographics("an array with the one object", "\"Address\":[{\"City\":\"Madison\"}]", person => person.Address!.City, "Madison", "Address: expected object, found array"),
        Demographics("a date as HL7 v2 writes it", "\"DOB\":\"20120807\"", person => person.DOB!.Value.Date, new DateOnly(2012, 8, 7)),
        Demographics("a date as a number", "\"DOB\":20120807", person => person.DOB!.Value.Date, new DateOnly(2012, 8, 7), "DOB: expected date, found number"),
        Demographics("a date without leading zero", "\"DOB\":\"2016-10-5\"", person => person.DOB!.Value.Date, new DateOnly(2016, 10, 5)),
        Demographics("a time in a birth date", "\"DOB\":\"1979-11-23T00:00:00.000Z\"", person => person.DOB!.Value.Date, new DateOnly(1979, 11, 23), "DOB: expected date without a time, found date and time"),
        Demographics("a birth date at an offset", "\"DOB\":\"1979-11-23T23:30:00-05:00\"", person => person.DOB!.Value.Date, new DateOnly(1979, 11, 23), "DOB: expected date without a time, found date and time"),
        Demographics("a date that is none", "\"DOB\":\"01-01-01\"", person => $"{person.DOB}", "01-01-01", "DOB: expected date, found text that is not a date"),
        Demographics("an empty date", "\"DOB\":\"\"", person => person.DOB, null, "DOB: expected date, found empty string"),
        Demographics("an escaped date", "\"DOB\":\"1979\\u002d11-23\"", person => person.DOB!.Value.Date, new DateOnly(1979, 11, 23)),
        Demographics("an offset", "\"DeathDateTime\":\"2020-08-16T01:55:19+08:00\"", person => person.DeathDateTime!.Value.Instant, new DateTimeOffset(2020, 8, 16, 1, 55, 19, TimeSpan.FromHours(8))),
        Demographics("a blank before the time", "\"DeathDateTime\":\"2016-08-01 14:00:00Z\"", person => person.DeathDateTime!.Value.Instant, new DateTimeOffset(2016, 8, 1, 14, 0, 0, TimeSpan.Zero)),
        Demographics("a colon before the fraction", "\"DeathDateTime\":\"2005-07-02T04:00:00:000Z\"", person => person.DeathDateTime!.Value.Instant, new DateTimeOffset(2005, 7, 2, 4, 0, 0, TimeSpan.Zero)),
        Demographics("a value outside of the set", "\"Sex\":\"M\"", person => person.Sex!.Value.Value, "M"),
        Demographics("an empty value of a set", "\"Race\":\"\"", person => person.Race!.Value.Value, ""),
        Demographics("nulls everywhere", "\"DOB\":null,\"Sex\":null,\"IsHispanic\":null,\"Address\":null,\"EmailAddresses\":null,\"Religion\":null", person => person.DOB, null),
        Message("numeric log ids", "PatientAdmin", "NewPatient", "", message => message.Meta.Logs[0].AttemptID, "42", ",\"Logs\":[{\"ID\":17,\"AttemptID\":42}]", "Meta.Logs[0].ID: expected string, found number", "Meta.Logs[0].AttemptID: expected string, found number"),
        Message("a text for a numeric id", "PatientAdmin", "NewPatient", "", message => message.Meta.Message!.ID, 5565L, ",\"Message\":{\"ID\":\"5565\"}", "Meta.Message.ID: expected whole number, found string"),
        Message("text for a test flag", "PatientAdmin", "NewPatient", "", message => message.Meta.Test, true, ",\"Test\":\"true\"", "Meta.Test: expected boolean, found string"),
        Message("an extension that holds its integer as text", "PatientAdmin", "NewPatient", "", message => message.Meta.Extensions!.Find("ndc-quantity")!.Integer, 3L, ",\"Extensions\":{\"ndc-quantity\":{\"integer\":\"3\"},\"odd\":\"x\"}", "Meta.Extensions.?.integer: expected whole number, found string"),
        Message("a data model without its blank", "ClinicalSummary", "PatientPush", "", message => ((ClinicalSummaryPatientPush)message).Meta.DataModel, "ClinicalSummary"),
        Message("an old event name", "Clinical Summary", "Push", "", message => ((ClinicalSummaryPatientPush)message).Meta.EventType, "Push"),
        Message("an old event name with a blank", "Clinical Summary", "Query Response", "", message => ((ClinicalSummaryPatientQueryResponse)message).Meta.EventType, "Query Response"),
        Message("addresses as text where objects are documented", "Clinical Summary", "PatientPush", ",\"Header\":{\"Patient\":{\"Demographics\":{\"EmailAddresses\":[\"a@mail.example\",{\"Address\":\"b@mail.example\"}]}}}", message => ((ClinicalSummaryPatientPush)message).Header!.Patient!.Demographics!.EmailAddresses.Single().Address, "b@mail.example", "", "Header.Patient.Demographics.EmailAddresses[0]: expected object, found string"),
        Message("XML where base64 is documented", "Media", "New", ",\"Media\":{\"FileContents\":\"<?xml version=\\\"1.0\\\"?>\\n<ClinicalDocument xmlns='urn:hl7-org:v3'>&amp;</ClinicalDocument>\"}", message => ((MediaNew)message).Media!.FileContents![..5], "<?xml"),
        Message("a boolean where a text is documented", "Media", "New", ",\"Media\":{\"Authenticated\":false}", message => ((MediaNew)message).Media!.Authenticated!.Value.Value, "false", "", "Media.Authenticated: expected string, found boolean"),
        Message("a duration as text", "Scheduling", "New", ",\"Visit\":{\"Duration\":\"30\"}", message => ((SchedulingNew)message).Visit!.Duration, 30m, "", "Visit.Duration: expected number, found string"),
        Message("a duration with an exponent", "Scheduling", "New", ",\"Visit\":{\"Duration\":1.5E1}", message => ((SchedulingNew)message).Visit!.Duration, 15m),
        Message("a duration that no decimal holds", "Scheduling", "New", ",\"Visit\":{\"Duration\":1e400}", message => ((SchedulingNew)message).Visit!.Duration, null, "", "Visit.Duration: expected number in the range of decimal, found number"),
        Message("a visit number as a number", "Scheduling", "New", ",\"Visit\":{\"VisitNumber\":1.10}", message => ((SchedulingNew)message).Visit!.VisitNumber, "1.10", "", "Visit.VisitNumber: expected string, found number"),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_form_seen_in_the_wild_is_understood_reported_and_written_back(string name)
    {
        var form = Forms.Single(form => form.Name == name);

        var (message, issues) = RedoxJson.Read(form.Json);

        Assert.Equal(form.Value, form.Property(message));
        Assert.Equal(form.Issues, issues.Select(issue => $"{issue}"));
        Assert.Null(JsonTree.Difference(JsonTree.Parse(form.Json), JsonTree.Parse(RedoxJson.Serialize(message))));
    }

    private static Form Demographics(string name, string members, Func<Demographics, object?> property, object? value, params string[] issues) =>
        Patient(name, $"\"Demographics\":{{{members}}}", patient => property(patient.Demographics!), value, [.. issues.Select(issue => $"Patient.Demographics.{issue}")]);

    private static Form Patient(string name, string members, Func<PatientRecord, object?> property, object? value, params string[] issues) =>
        Message(name, "PatientAdmin", "NewPatient", $",\"Patient\":{{{members}}}", message => property(((PatientAdminNewPatient)message).Patient!), value, "", issues);

    private static Form Message(string name, string model, string type, string members, Func<IRedoxMessage, object?> property, object? value, string meta = "", params string[] issues) =>
        new(name, $"{{\"Meta\":{{\"DataModel\":\"{model}\",\"EventType\":\"{type}\"{meta}}}{members}}}", property, value, issues);

    private sealed record Form(string Name, string Json, Func<IRedoxMessage, object?> Property, object? Value, string[] Issues);
}
