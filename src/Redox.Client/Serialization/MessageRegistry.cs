using System.Collections.Frozen;

namespace Redox.Client.Serialization;

/// <summary>Finds a message type by the names in <c>Meta</c>, without reflection.</summary>
internal static class MessageRegistry
{
    internal static readonly IReadOnlyCollection<MessageDefinition> All = Array.AsReadOnly(KnownMessages.All());

    private static readonly FrozenDictionary<(string, string), MessageDefinition> ByName = KnownMessages.Legacy()
        .Concat(All.Select(definition => (definition.EventType, definition)))
        .ToFrozenDictionary(entry => Key(entry.Item2.DataModel, entry.Item1), entry => entry.Item2);

    internal static MessageDefinition? Find(string? dataModel, string? eventType) =>
        dataModel is null || eventType is null ? null : ByName.GetValueOrDefault(Key(dataModel, eventType));

    // "Clinical Summary" travels with a blank, and is written without one in documentation and in some messages.
    private static (string, string) Key(string dataModel, string eventType) => (WithoutBlanks(dataModel), WithoutBlanks(eventType));

    private static string WithoutBlanks(string name) => name.Replace(" ", "", StringComparison.Ordinal);
}
