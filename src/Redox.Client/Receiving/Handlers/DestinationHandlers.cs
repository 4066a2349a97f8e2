using Redox.Client.Models;
using Redox.Client.Serialization;

namespace Redox.Client.Receiving.Handlers;

/// <summary>
/// The handlers of one destination. Exactly one handles a message: that of its event, else that of its data model, else that for everything, else the fallback.
/// </summary>
internal sealed class DestinationHandlers
{
    private readonly Dictionary<MessageDefinition, HandlerEntry> _byEvent = [];
    private readonly Dictionary<string, HandlerEntry> _byModel = new(StringComparer.OrdinalIgnoreCase);
    private HandlerEntry? _everything;

    public HandlerEntry? SignOn { get; private set; }

    public Func<IServiceProvider, IRedoxFallbackHandler>? Fallback { get; private set; }

    /// <summary>What is wrong with the registrations, to be told together with all other faults of the destination.</summary>
    public List<string> Faults { get; } = [];

    public void AddEvent(Type message, HandlerEntry entry)
    {
        switch (MessageRegistry.Find(message))
        {
            case null:
                Faults.Add($"AddHandler<{message.Name}, {entry.Handler.Name}>: {message.Name} is no event of the data models. "
                    + $"Name one like {nameof(SchedulingNew)}, or use AddHandler<{entry.Handler.Name}>() for everything.");
                break;
            case { Kind: MessageKind.Query } query:
                Faults.Add($"AddHandler<{message.Name}, {entry.Handler.Name}>: {query} asks for an answer. Use AddQueryHandler.");
                break;
            case { Kind: MessageKind.SignOn } signOn:
                Faults.Add($"AddHandler<{message.Name}, {entry.Handler.Name}>: {signOn} asks for an address. Use AddSignOnHandler.");
                break;
            case var definition:
                Add(_byEvent, definition, entry, $"{definition}");
                break;
        }
    }

    public void AddQuery(Type message, HandlerEntry entry) => Add(_byEvent, MessageRegistry.Find(message)!, entry, $"{MessageRegistry.Find(message)}");

    public void AddDataModel(string dataModel, HandlerEntry entry)
    {
        var key = WithoutBlanks(dataModel);
        if (!RedoxJson.Definitions.Any(definition => WithoutBlanks(definition.DataModel).Equals(key, StringComparison.OrdinalIgnoreCase)))
        {
            Faults.Add($"AddHandler<{entry.Handler.Name}>(\"{dataModel}\"): no such data model. Use a name like Scheduling or ClinicalSummary.");
        }
        else
        {
            Add(_byModel, key, entry, $"the data model {dataModel}");
        }
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

    public void AddFallback(Type handler, Func<IServiceProvider, IRedoxFallbackHandler> resolve)
    {
        if (Fallback is not null)
        {
            Faults.Add($"{handler.Name}: there is a fallback already. Register one.");
        }

        Fallback ??= resolve;
    }

    /// <summary>
    /// Finds the one handler. Queries and sign-ons need a handler of their own: nobody else could answer them. Sign-ons are checked by the caller first.
    /// </summary>
    public HandlerEntry? Find(MessageDefinition? definition, string? dataModel) => definition is { Kind: MessageKind.SignOn } ? SignOn
        : definition is not null && _byEvent.TryGetValue(definition, out var entry) ? entry
        : definition is { Kind: MessageKind.Query } ? null
        : dataModel is not null && _byModel.TryGetValue(WithoutBlanks(dataModel), out entry) ? entry
        : _everything;

    private static string WithoutBlanks(string name) => name.Replace(" ", "", StringComparison.Ordinal);

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
            Faults.Add($"{other.Handler.Name} and {handler.Name} both handle {what}. Register one: exactly one handler handles a message.");
        }
    }
}
