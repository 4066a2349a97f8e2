// Stand-ins for the message contracts and the generated models, until those are merged. This file is then deleted.
#pragma warning disable CS1591, CA1711, CA1716, CA1822
using System.Buffers;
using System.Text.Json;
using Redox.Client.Models;

namespace Redox.Client
{
    public interface IRedoxMessage
    {
        Meta Meta { get; }
    }

    public interface IRedoxEvent : IRedoxMessage;

    public interface IRedoxQuery<TResponse> : IRedoxMessage
        where TResponse : IRedoxMessage
    {
        internal TResponse ReadResponse(ReadOnlySpan<byte> utf8Json);
    }

    public abstract record RedoxObject;

    public abstract record RedoxMessage : RedoxObject, IRedoxMessage
    {
        private readonly Meta _meta = new();

        public Meta Meta
        {
            get => _meta with { DataModel = DataModel, EventType = EventType };
            init => _meta = value;
        }

        private protected abstract string DataModel { get; }

        private protected abstract string EventType { get; }
    }

    public static class RedoxJson
    {
        public static byte[] SerializeToUtf8Bytes(IRedoxMessage message)
        {
            var buffer = new ArrayBufferWriter<byte>();
            Serialize(message, buffer);
            return buffer.WrittenSpan.ToArray();
        }

        public static void Serialize(IRedoxMessage message, IBufferWriter<byte> output)
        {
            using var json = new Utf8JsonWriter(output);
            var meta = message.Meta;
            json.WriteStartObject();
            json.WriteStartObject("Meta");
            json.WriteString("DataModel", meta.DataModel);
            json.WriteString("EventType", meta.EventType);
            if (meta.Test is { } test)
            {
                json.WriteBoolean("Test", test);
            }

            if (meta.Source is { } source)
            {
                json.WriteStartObject("Source");
                json.WriteString("ID", source.ID);
                json.WriteEndObject();
            }

            json.WriteStartArray("Destinations");
            foreach (var destination in meta.Destinations)
            {
                json.WriteStartObject();
                json.WriteString("ID", destination.ID);
                json.WriteString("Name", destination.Name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            if (message is SchedulingNew { Patient: { } patient })
            {
                json.WriteString("Patient", patient.Identifiers[0].ID);
            }

            json.WriteEndObject();
        }
    }
}

namespace Redox.Client.Models
{
    public sealed record Meta
    {
        public string? DataModel { get; init; }

        public string? EventType { get; init; }

        public bool? Test { get; init; }

        public SystemReference? Source { get; init; }

        public IReadOnlyList<SystemReference> Destinations { get; init; } = [];

        public IReadOnlyList<LogReference> Logs { get; init; } = [];

        public IReadOnlyList<MessageError> Errors { get; init; } = [];
    }

    public sealed record SystemReference
    {
        public string? ID { get; init; }

        public string? Name { get; init; }
    }

    public sealed record LogReference
    {
        public string? ID { get; init; }

        public string? AttemptID { get; init; }
    }

    public sealed record MessageError
    {
        public long? ID { get; init; }

        public string? Text { get; init; }

        public string? Type { get; init; }

        public string? Module { get; init; }
    }

    public sealed record Patient
    {
        public IReadOnlyList<Identifier> Identifiers { get; init; } = [];
    }

    public sealed record Identifier
    {
        public string? ID { get; init; }

        public string? IDType { get; init; }
    }

    public sealed record SchedulingNew : RedoxMessage, IRedoxEvent
    {
        public Patient? Patient { get; init; }

        private protected override string DataModel => "Scheduling";

        private protected override string EventType => "New";
    }

    public sealed record PatientSearchQuery : RedoxMessage, IRedoxQuery<PatientSearchResponse>
    {
        private protected override string DataModel => "PatientSearch";

        private protected override string EventType => "Query";

        PatientSearchResponse IRedoxQuery<PatientSearchResponse>.ReadResponse(ReadOnlySpan<byte> utf8Json)
        {
            using var document = JsonDocument.Parse(utf8Json.ToArray());
            var answer = new PatientSearchResponse();
            var meta = Sending.AnswerMeta.Read(document.RootElement);
            return meta is null ? answer : answer with { Meta = meta };
        }
    }

    public sealed record PatientSearchResponse : RedoxMessage
    {
        private protected override string DataModel => "PatientSearch";

        private protected override string EventType => "Response";
    }
}
