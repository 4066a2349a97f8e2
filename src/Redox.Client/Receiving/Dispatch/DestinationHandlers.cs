using Redox.Client.Models;
using Redox.Client.Options;
using Redox.Client.Serialization;

namespace Redox.Client.Receiving.Dispatch;

/// <summary>
/// The handlers of one destination. Exactly one handles a message: the one for its event, or else for its data model, or else for everything, or else the fallback.
/// </summary>
internal sealed class DestinationHandlers
{
    private readonly Dictionary<MessageDefinition, HandlerEntry> _byEvent = [];
    private readonly Dictionary<string, HandlerEntry> _byModel = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HandlerEntry> _byName = new(StringComparer.OrdinalIgnoreCase); // Events that this package does not know.
    private HandlerEntry? _everything;

    public HandlerEntry? SignOn { get; private set; }

    public Type? Fallback { get; private set; }

    public bool IsEmpty => _byEvent.Count + _byModel.Count + _byName.Count == 0 && (_everything ?? SignOn) is null && Fallback is null;

    /// <summary>The faults of the registrations, reported together with all other faults of the destination.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Registrations that may be intended or a typo: logged when the destination is created.</summary>
    public List<string> Doubts { get; } = [];

    public void AddEvent(Type message, HandlerEntry entry)
    {
        var call = $"AddHandler<{message.Name}, {entry.Handler.Name}>";
        if (MessageRegistry.Find(message) is { } definition)
        {
            AddKnown(definition, entry, call);
        }
        else
        {
            Faults.Add($"{call}: {message.Name} is not an event of the data models. Name one like {nameof(SchedulingNew)}, or use AddHandler<{entry.Handler.Name}>() for everything.");
        }
    }

    public void AddQuery(Type message, HandlerEntry entry) => Add(_byEvent, MessageRegistry.Find(message)!, entry, $"{MessageRegistry.Find(message)}");

    /// <summary>The handler of a data model. A data model that this package does not know is one that Redox defined for its customer.</summary>
    public void AddDataModel(string dataModel, HandlerEntry entry)
    {
        Add(_byModel, EventKey.Of(dataModel), entry, $"the data model {dataModel}");
        Doubt(dataModel, RedoxJson.Definitions.Select(definition => definition.DataModel), $"AddHandler<{entry.Handler.Name}>(\"{dataModel}\")", "data model");
    }

    /// <summary>The handler of an event by its names, known or not.</summary>
    public void AddNamed(string dataModel, string eventType, HandlerEntry entry)
    {
        var call = $"AddHandler<{entry.Handler.Name}>(\"{dataModel}\", \"{eventType}\")";
        var ofModel = RedoxJson.Definitions.Where(definition => IsSame(definition.DataModel, dataModel)).ToList();
        if ((MessageRegistry.Find(dataModel, eventType) ?? ofModel.Find(definition => IsSame(definition.EventType, eventType))) is { } known)
        {
            AddKnown(known, entry, call);
            return;
        }

        Add(_byName, EventKey.Of(dataModel, eventType), entry, $"{dataModel}.{eventType}");
        Doubt(dataModel, RedoxJson.Definitions.Select(definition => definition.DataModel), call, "data model");
        Doubt(eventType, ofModel.Select(definition => definition.EventType), call, $"event of {dataModel}");
    }

    public void AddEverything(HandlerEntry entry)
    {
        CheckFirst(_everything, entry.Handler, "everything");
        _everything ??= entry;
    }

    public void AddSignOn(HandlerEntry entry)
    {
        CheckFirst(SignOn, entry.Handler, "sign-ons");
        SignOn ??= entry;
    }

    public void AddFallbackHandler(Type handler)
    {
        if (Fallback is not null)
        {
            Faults.Add($"{handler.Name}: there is a fallback already. Register only one.");
        }

        Fallback ??= handler;
    }

    /// <summary>
    /// Finds the one handler. Queries and sign-ons need their own handler: no other could answer them. Sign-ons are checked by the caller first.
    /// </summary>
    public HandlerEntry? Find(MessageDefinition? definition, Meta meta) => definition is { Kind: MessageKind.SignOn } ? SignOn
        : definition is not null && _byEvent.TryGetValue(definition, out var entry) ? entry
        : definition is { Kind: MessageKind.Query } ? null
        : meta.DataModel is not { } model ? _everything
        : definition is null && _byName.Count > 0 && meta.EventType is { } name && _byName.TryGetValue(EventKey.Of(model, name), out entry) ? entry
        : _byModel.TryGetValue(EventKey.Of(model), out entry) ? entry
        : _everything;

    private static bool IsSame(string name, string other) => EventKey.Of(name).Equals(EventKey.Of(other), StringComparison.OrdinalIgnoreCase);

    private void AddKnown(MessageDefinition definition, HandlerEntry entry, string call)
    {
        switch (definition.Kind)
        {
            case MessageKind.Query:
                Faults.Add($"{call}: {definition} requires a response. Use AddQueryHandler.");
                break;
            case MessageKind.SignOn:
                Faults.Add($"{call}: {definition} requires an address. Use AddSignOnHandler.");
                break;
            default:
                Add(_byEvent, definition, entry, $"{definition}");
                break;
        }
    }

    private void Doubt(string name, IEnumerable<string> knownNames, string call, string what)
    {
        if (NearestName.ByTypo(name, knownNames) is { } near)
        {
            Doubts.Add($"{call}: there is no {what} of that name, unless Redox defined one for you. Did you mean \"{near}\"?");
        }
    }

    private void Add<TKey>(Dictionary<TKey, HandlerEntry> entries, TKey key, HandlerEntry entry, string what)
        where TKey : notnull
    {
        CheckFirst(entries.GetValueOrDefault(key), entry.Handler, what);
        entries.TryAdd(key, entry);
    }

    private void CheckFirst(HandlerEntry? other, Type handler, string what)
    {
        if (other is not null)
        {
            Faults.Add($"{other.Handler.Name} and {handler.Name} both handle {what}. Register only one: exactly one handler handles a message.");
        }
    }
}
