using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Redox.Client.Testing.Data;
using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Engine.Messages;
using Redox.Client.Testing.Engine.Queries;

namespace Redox.Client.Testing;

/// <content>What a test adds before it begins. Use invented people only.</content>
public sealed partial class RedoxFakeData
{
    /// <summary>Adds the content of an event as if it had arrived, without validating it: an appointment by <c>Scheduling.New</c>, a note by <c>Notes.New</c>, and so on.</summary>
    /// <param name="message">The event.</param>
    /// <returns>The same object, for chaining.</returns>
    public RedoxFakeData Add(IRedoxEvent message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return AddMessage(RedoxJson.SerializeToUtf8Bytes(message), nameof(message));
    }

    /// <summary>Adds the content of an event in JSON as if it had arrived, without validating it.</summary>
    /// <param name="json">One message with <c>Meta</c>.</param>
    /// <returns>The same object, for chaining.</returns>
    /// <exception cref="ArgumentException">The text is not a JSON object, its <c>Meta</c> does not name an event, or it is a query.</exception>
    public RedoxFakeData AddMessage(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return AddMessage(Encoding.UTF8.GetBytes(json), nameof(json));
    }

    /// <summary>Adds the content of the messages in a folder: every <c>*.json</c> in it and its subfolders, ordered by path.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The same object, for chaining.</returns>
    /// <exception cref="ArgumentException">A file does not contain an event; the text names the file.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public RedoxFakeData AddFolder(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        foreach (var file in Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            AddMessage(File.ReadAllBytes(file), nameof(path), $"{Path.GetRelativePath(path, file)}: ");
        }

        return this;
    }

    /// <summary>Adds the content of events as <see cref="AddMessage(string)"/> does: of all, or of none if one of them is not an event.</summary>
    /// <param name="messages">Each event in JSON, with its place, which stands in front of the text of an exception.</param>
    /// <exception cref="ArgumentException">One is not an event.</exception>
    internal void AddMessages(IEnumerable<(ReadOnlyMemory<byte> Json, string Place)> messages)
    {
        MessageEnvelope[] events = [.. messages.Select(message => Read(message.Json.ToArray(), nameof(messages), message.Place))];
        Array.ForEach(events, Apply);
    }

    /// <summary>Adds a patient described step by step.</summary>
    /// <exception cref="ArgumentException">The patient has neither identifiers nor demographics, so that no search could find it.</exception>
    public RedoxFakeData AddPatient(Action<PatientSeed> describe)
    {
        ArgumentNullException.ThrowIfNull(describe);
        var seed = new PatientSeed();
        describe(seed);
        return AddPatient(seed.Json);
    }

    /// <summary>Adds a patient from the text of a JSON object, in the shape of <c>Patient</c> in a response to <c>PatientSearch.Query</c>.</summary>
    /// <exception cref="ArgumentException">The text is not a JSON object, or has neither <c>Identifiers</c> nor <c>Demographics</c>.</exception>
    public RedoxFakeData AddPatient(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var patient = JsonSeed.Parse(json) ?? throw new ArgumentException("The text is not one JSON object. Pass the JSON of a Patient.", nameof(json));
        return AddPatient(patient, nameof(json));
    }

    /// <summary>
    /// Adds a patient from JSON, in the shape of <c>Patient</c> in a response to <c>PatientSearch.Query</c>; a known
    /// patient with one of its identifiers is updated. Later changes to the object have no effect. Nulls are left out.
    /// </summary>
    /// <exception cref="ArgumentException">The object has neither <c>Identifiers</c> nor <c>Demographics</c>.</exception>
    public RedoxFakeData AddPatient(JsonObject patient)
    {
        ArgumentNullException.ThrowIfNull(patient);
        return AddPatient(JsonSerializer.SerializeToElement(patient), nameof(patient));
    }

    /// <summary>Adds a slot that can be booked.</summary>
    /// <param name="start">When it starts.</param>
    /// <param name="minutes">Its length.</param>
    /// <param name="department"><c>Location.Department</c>.</param>
    /// <param name="providerId"><c>Provider.ID</c>, of type <c>NPI</c>.</param>
    /// <param name="reason"><c>Reason</c>, compared with <c>Visit.Reasons</c> and <c>Visit.VisitType</c> of a query.</param>
    /// <param name="id">The slot's <c>ID</c>. Default: none; the slot is then identified by time, provider and department.</param>
    /// <returns>The same object, for chaining.</returns>
    public RedoxFakeData AddSlot(
        DateTimeOffset start, int minutes = 30, string? department = null, string? providerId = null, string? reason = null, string? id = null)
    {
        var slot = new JsonDraft()
            .With("DateTime", Text(start))
            .With("Duration", minutes)
            .With("ID", id)
            .With("Reason", reason)
            .With("Provider", Provider(providerId))
            .With("Location", department is null ? null : new JsonDraft().With("Department", department))
            .Freeze();
        lock (_gate)
        {
            _state.Slots.Add(slot);
        }

        return this;
    }

    /// <summary>Adds consecutive slots that can be booked.</summary>
    /// <param name="first">When the first one starts.</param>
    /// <param name="count">How many.</param>
    /// <param name="minutes">The length of each.</param>
    /// <param name="department"><c>Location.Department</c>.</param>
    /// <param name="providerId"><c>Provider.ID</c>, of type <c>NPI</c>.</param>
    /// <param name="reason"><c>Reason</c>.</param>
    /// <returns>The same object, for chaining.</returns>
    public RedoxFakeData AddSlots(
        DateTimeOffset first, int count, int minutes = 30, string? department = null, string? providerId = null, string? reason = null)
    {
        for (var i = 0; i < count; i++)
        {
            AddSlot(first.AddMinutes(i * minutes), minutes, department, providerId, reason);
        }

        return this;
    }

    /// <summary>Adds an appointment, as <c>Scheduling.New</c> would. For one with more details, use <see cref="Add"/>.</summary>
    /// <param name="visitNumber">Its number.</param>
    /// <param name="start">When it starts.</param>
    /// <param name="patientId">The patient's identifier.</param>
    /// <param name="idType">The type of the identifier.</param>
    /// <param name="minutes">Its length.</param>
    /// <param name="department"><c>Visit.Location.Department</c>.</param>
    /// <param name="providerId"><c>Visit.AttendingProvider.ID</c>, of type <c>NPI</c>.</param>
    /// <param name="reason"><c>Visit.Reason</c>.</param>
    /// <returns>The same object, for chaining.</returns>
    public RedoxFakeData AddAppointment(
        string visitNumber,
        DateTimeOffset start,
        string patientId,
        string idType = "MR",
        int minutes = 30,
        string department = "Clinic",
        string? providerId = null,
        string? reason = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(visitNumber);
        ArgumentException.ThrowIfNullOrEmpty(patientId);
        var visit = new JsonDraft()
            .With("VisitNumber", visitNumber)
            .With("VisitDateTime", Text(start))
            .With("Duration", minutes)
            .With("Location", new JsonDraft().With("Department", department))
            .With("Reason", reason)
            .With("AttendingProvider", Provider(providerId));
        var message = new JsonDraft()
            .With("Meta", new JsonDraft().With("DataModel", "Scheduling").With("EventType", "New"))
            .With("Patient", PatientWith(patientId, idType))
            .With("Visit", visit);
        Apply(new MessageEnvelope(message.Freeze()));
        return this;
    }

    /// <summary>Adds a document for <c>DocumentQuery</c> and <c>DocumentGet</c> of <c>Clinical Summary</c>.</summary>
    /// <param name="id">Its <c>ID</c>.</param>
    /// <param name="patientId">The patient's identifier.</param>
    /// <param name="content">The file; <c>DocumentGet</c> returns it in base64.</param>
    /// <param name="idType">The type of the identifier.</param>
    /// <param name="title"><c>Title</c>.</param>
    /// <param name="fileType"><c>FileType</c>. Default: a C-CDA.</param>
    /// <param name="written"><c>DateTime</c>.</param>
    /// <returns>The same object, for chaining.</returns>
    public RedoxFakeData AddDocument(
        string id,
        string patientId,
        ReadOnlySpan<byte> content,
        string idType = "MR",
        string? title = null,
        string fileType = "text/xml",
        DateTimeOffset? written = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrEmpty(patientId);
        var document = new JsonDraft()
            .With("ID", id)
            .With("Patient", PatientWith(patientId, idType))
            .With("FileType", fileType)
            .With("Data", Convert.ToBase64String(content))
            .With("Title", title)
            .With("DateTime", written is { } time ? Text(time) : null)
            .Freeze();
        lock (_gate)
        {
            _state.Patients.Add(document.Member("Patient"));
            _state.Summaries.AddDocument(document);
        }

        return this;
    }

    private RedoxFakeData AddPatient(JsonElement patient, string argument)
    {
        if (patient.Member("Identifiers").ValueKind != JsonValueKind.Array && patient.Member("Demographics").ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException("A patient needs Identifiers or Demographics. Pass the content of Patient, not the whole message.", argument);
        }

        lock (_gate)
        {
            _state.Patients.Add(patient);
        }

        return this;
    }

    private static JsonDraft PatientWith(string id, string idType) => new JsonDraft().With("Identifiers", [Identifier(id, idType)]);

    private static JsonDraft? Provider(string? id) => id is null ? null : Identifier(id, "NPI");

    private static JsonDraft Identifier(string id, string idType) => new JsonDraft().With("ID", id).With("IDType", idType);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private RedoxFakeData AddMessage(byte[] json, string argument, string where = "")
    {
        Apply(Read(json, argument, where));
        return this;
    }

    private static MessageEnvelope Read(byte[] json, string argument, string where)
    {
        var message = MessageEnvelope.Parse(json) ?? throw new ArgumentException($"{where}The text is not one JSON object in UTF-8.", argument);
        if (message.DataModel is null || message.EventType is null)
        {
            throw new ArgumentException($"{where}Meta lacks DataModel or EventType. Pass the whole message.", argument);
        }

        if (QueryResults.IsQuery(message))
        {
            throw new ArgumentException($"{where}{message.DataModel}.{message.EventType} is a query, which adds nothing. Pass an event.", argument);
        }

        return message;
    }
}
