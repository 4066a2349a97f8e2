using System.Text.Json;
using Redox.Client.Testing.Engine.Authentication;

namespace Redox.Client.Testing.Engine.Messages;

/// <summary>Writes the replies to messages: acknowledgement, answer and error. All three share their <c>Meta</c>.</summary>
internal sealed class MessageReplies(IReadOnlyDictionary<string, string> knownDestinations)
{
    private const string UnnamedDestination = "Fake destination";

    private long _errorId = 100_000;

    [Recorded("Acknowledgements of 2020: Meta alone; EventDateTime and Test are not echoed")]
    [Documented("SEND: one log for each destination")]
    public FakeReply Acknowledge(MessageEnvelope message, RegisteredClient client) =>
        JsonReply.Object(200, writer => WriteMeta(writer, message, client, logs: message.Destinations.Count));

    [Recorded("Answers of 2020 and 2021: members before Meta, which echoes the query's event type")]
    [Documented("REQUEST: exactly one log")]
    public FakeReply AnswerQuery(MessageEnvelope query, RegisteredClient client, Action<Utf8JsonWriter> writeMembers) =>
        JsonReply.Object(200, writer =>
        {
            writeMembers(writer);
            WriteMeta(writer, query, client, logs: 1);
        });

    [Recorded("An error of 2020: Meta with the source's name and Errors")]
    [Assumed("A log also for what was refused")]
    public FakeReply Refuse(MessageEnvelope? message, RegisteredClient client, params MessageError[] errors) =>
        JsonReply.Object(errors[0].Status, writer => WriteMeta(writer, message, client, logs: 1, errors));

    private void WriteMeta(Utf8JsonWriter writer, MessageEnvelope? message, RegisteredClient client, int logs, params MessageError[] errors)
    {
        writer.WriteStartObject("Meta");
        WriteText(writer, "DataModel", message?.DataModel);
        WriteText(writer, "EventType", message?.EventType);
        WriteLogs(writer, logs);
        writer.WriteStartObject("Source");
        writer.WriteString("ID", message?.SourceId ?? client.SourceId);
        WriteText(writer, "Name", errors.Length == 0 ? null : client.SourceName);
        writer.WriteEndObject();
        WriteDestinations(writer, message?.Destinations ?? []);
        WriteErrors(writer, errors);
        writer.WriteEndObject();
    }

    [Documented("SEND: log and attempt are UUIDs")]
    private static void WriteLogs(Utf8JsonWriter writer, int count)
    {
        writer.WriteStartArray("Logs");
        for (var i = 0; i < count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("ID", Guid.NewGuid());
            writer.WriteString("AttemptID", Guid.NewGuid());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    [Recorded("Replies of 2020: Redox fills in the destination's name")]
    private void WriteDestinations(Utf8JsonWriter writer, IReadOnlyList<MessageDestination> destinations)
    {
        writer.WriteStartArray("Destinations");
        foreach (var (id, name) in destinations)
        {
            writer.WriteStartObject();
            WriteText(writer, "ID", id);
            writer.WriteString("Name", knownDestinations.GetValueOrDefault(id ?? "") ?? name ?? UnnamedDestination);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    [Recorded("Errors of 2020: ID is a rising number of 6 to 8 digits")]
    private void WriteErrors(Utf8JsonWriter writer, MessageError[] errors)
    {
        if (errors.Length == 0)
        {
            return;
        }

        writer.WriteStartArray("Errors");
        foreach (var error in errors)
        {
            writer.WriteStartObject();
            writer.WriteNumber("ID", Interlocked.Increment(ref _errorId));
            writer.WriteString("Text", error.Text);
            writer.WriteString("Type", error.Type);
            writer.WriteString("Module", error.Module);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
