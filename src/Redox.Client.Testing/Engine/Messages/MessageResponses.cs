using System.Text.Json;
using Redox.Client.Testing.Engine.Authentication;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Messages;

/// <summary>Writes the responses to messages: receipts, query responses and errors. All three share their <c>Meta</c>.</summary>
internal sealed class MessageResponses(Subscriptions subscriptions)
{
    private const string UnnamedDestination = "Fake destination";

    private static readonly string[] WrittenByTheExchange = ["DataModel", "EventType", "Logs", "Source", "Destinations"];

    private long _errorId = 100_000;

    [Follows(Ledger.ReplyAcknowledgement, Ledger.ReplyLogs)]
    public FakeResponse Acknowledge(MessageEnvelope message, RegisteredClient client) =>
        JsonResponse.Object(200, writer => WriteMeta(writer, message, client, logs: message.Destinations.Count));

    [Follows(Ledger.ReplyAnswer, Ledger.ReplyAnswerLog)]
    public FakeResponse AnswerQuery(MessageEnvelope query, RegisteredClient client, JsonElement members) =>
        JsonResponse.Object(200, writer =>
        {
            WriteMembers(writer, members, except: "Meta");
            WriteMeta(writer, query, client, logs: 1, more: members.Member("Meta"));
        });

    [Follows(Ledger.ReplyErrors, Ledger.ReplyErrorLog)]
    public FakeResponse Refuse(MessageEnvelope? message, RegisteredClient client, params MessageError[] errors) =>
        JsonResponse.Object(errors[0].Status, writer => WriteMeta(writer, message, client, logs: 1, errors));

    private void WriteMeta(Utf8JsonWriter writer, MessageEnvelope? message, RegisteredClient client, int logs, MessageError[]? errors = null, JsonElement more = default)
    {
        writer.WriteStartObject("Meta");
        WriteText(writer, "DataModel", message?.DataModel);
        WriteText(writer, "EventType", message?.EventType);
        WriteLogs(writer, logs);
        writer.WriteStartObject("Source");
        writer.WriteString("ID", message?.SourceId ?? client.SourceId);
        WriteText(writer, "Name", errors is [_, ..] ? client.SourceName : null);
        writer.WriteEndObject();
        WriteDestinations(writer, message?.Destinations ?? []);
        WriteErrors(writer, errors ?? []);
        WriteMembers(writer, more, except: WrittenByTheExchange);
        writer.WriteEndObject();
    }

    [Follows(Ledger.ReplyLogs)]
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

    [Follows(Ledger.ReplyDestinationNames)]
    private void WriteDestinations(Utf8JsonWriter writer, IReadOnlyList<MessageDestination> destinations)
    {
        writer.WriteStartArray("Destinations");
        foreach (var (id, name) in destinations)
        {
            writer.WriteStartObject();
            WriteText(writer, "ID", id);
            writer.WriteString("Name", subscriptions.NameOf(id) ?? name ?? UnnamedDestination);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    [Follows(Ledger.ReplyErrorIds)]
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

    private static void WriteMembers(Utf8JsonWriter writer, JsonElement members, params ReadOnlySpan<string> except)
    {
        if (members.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in members.EnumerateObject())
        {
            if (!except.Contains(member.Name))
            {
                member.WriteTo(writer);
            }
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
