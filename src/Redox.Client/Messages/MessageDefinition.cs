using System.Text.Json;
using Redox.Client.Messages;
using Redox.Client.Messages.Validation;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>The definition of one event type in the Redox data models.</summary>
public sealed class MessageDefinition
{
    internal delegate RedoxMessage Reader(ref Utf8JsonReader reader, IssueLog? issues);

    private readonly Lazy<RequiredMembers> _required;
    private readonly string _name;

    internal MessageDefinition(Type type, string dataModel, string eventType, MessageKind kind, ObjectShape shape, Reader read, string[] required)
    {
        _name = $"{dataModel}.{eventType}";
        Type = type;
        DataModel = dataModel;
        EventType = eventType;
        Kind = kind;
        Shape = shape;
        Read = read;
        Required = Array.AsReadOnly(required);
        _required = new Lazy<RequiredMembers>(() => RequiredMembers.Parse([.. RequiredMembers.Envelope, .. required]));
    }

    /// <summary>The message type, e.g. <c>typeof(SchedulingNew)</c>.</summary>
    public Type Type { get; }

    /// <summary>The data model as in <c>Meta.DataModel</c>, e.g. <c>Clinical Summary</c>.</summary>
    public string DataModel { get; }

    /// <summary>The event type as in <c>Meta.EventType</c>, e.g. <c>PatientPush</c>.</summary>
    public string EventType { get; }

    /// <summary>The role of the event in the exchange.</summary>
    public MessageKind Kind { get; }

    /// <summary>
    /// The paths that must have a value, each whenever its parent is present, e.g. <c>Patient.Identifiers[].ID</c>.
    /// <c>Meta.DataModel</c> and <c>Meta.EventType</c> belong to every message and are not listed.
    /// Source: the published JSON schemas of 2021 and 2023.
    /// </summary>
    public IReadOnlyList<string> Required { get; }

    internal ObjectShape Shape { get; }

    internal Reader Read { get; }

    internal RequiredMembers RequiredMembers => _required.Value;

    /// <summary>The event as it is written in prose.</summary>
    /// <returns>For example <c>Scheduling.New</c>.</returns>
    public override string ToString() => _name;
}
