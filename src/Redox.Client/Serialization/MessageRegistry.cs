using System.Collections.Frozen;

namespace Redox.Client.Serialization;

/// <summary>Finds a message type by the names in <c>Meta</c>, without reflection.</summary>
internal static class MessageRegistry
{
    internal static readonly IReadOnlyCollection<MessageDefinition> All = Array.AsReadOnly(KnownMessages.All());

    // "Clinical Summary" has a space on the wire, but is written without one in documentation and in some messages.
    private static readonly FrozenDictionary<string, FrozenDictionary<string, MessageDefinition>> ByName = KnownMessages.Legacy()
        .Concat(All.Select(definition => (definition.EventType, definition)))
        .GroupBy(entry => WithoutBlanks(entry.Item2.DataModel))
        .ToFrozenDictionary(model => model.Key, model => model.ToFrozenDictionary(entry => WithoutBlanks(entry.Item1), entry => entry.Item2));

    private static readonly FrozenDictionary<Type, MessageDefinition> ByType = All.ToFrozenDictionary(definition => definition.Type);

    internal static MessageDefinition? Find(Type message) => ByType.GetValueOrDefault(message);

    internal static MessageDefinition? Find(string? dataModel, string? eventType) =>
        dataModel is not null && eventType is not null && ByName.TryGetValue(WithoutBlanks(dataModel), out var events)
            ? events.GetValueOrDefault(WithoutBlanks(eventType))
            : null;

    private static string WithoutBlanks(string name) => name.Replace(" ", "", StringComparison.Ordinal);
}
