using System.Collections.Frozen;

namespace Redox.Client.Serialization;

/// <summary>Finds a message type by the names in <c>Meta</c>, without reflection.</summary>
internal static class MessageRegistry
{
    internal static readonly IReadOnlyCollection<MessageDefinition> All = Array.AsReadOnly(KnownMessages.All());

    private static readonly FrozenDictionary<string, FrozenDictionary<string, MessageDefinition>> ByName = KnownMessages.Legacy()
        .Concat(All.Select(definition => (definition.EventType, definition)))
        .GroupBy(entry => EventKey.Of(entry.Item2.DataModel))
        .ToFrozenDictionary(model => model.Key, model => model.ToFrozenDictionary(entry => EventKey.Of(entry.Item1), entry => entry.Item2));

    private static readonly FrozenDictionary<Type, MessageDefinition> ByType = All.ToFrozenDictionary(definition => definition.Type);

    internal static MessageDefinition? Find(Type message) => ByType.GetValueOrDefault(message);

    internal static MessageDefinition? Find(string? dataModel, string? eventType) =>
        dataModel is not null && eventType is not null && ByName.TryGetValue(EventKey.Of(dataModel), out var events)
            ? events.GetValueOrDefault(EventKey.Of(eventType))
            : null;
}
