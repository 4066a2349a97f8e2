namespace Redox.ModelGenerator.Definitions;

/// <summary>Reads a data model with its events.</summary>
internal sealed class ModelReader(TypeReader types, DefinitionErrors errors)
{
    /// <summary>The members that every message has besides those of its event.</summary>
    private static readonly string[] MembersOfEveryMessage = ["Meta", "DataModel", "EventType"];

    private readonly List<(EventType Event, YamlText Path)> _requiredPaths = [];

    /// <summary>The required paths read so far, with their places.</summary>
    public IReadOnlyList<(EventType Event, YamlText Path)> RequiredPaths => _requiredPaths;

    public DataModel Read(DefinitionFile file)
    {
        var name = file.Root.RequiredText("model", "the file");
        if (!name.Replace(" ", "", StringComparison.Ordinal).Equals(file.Key, StringComparison.OrdinalIgnoreCase))
        {
            errors.Add(file.Root.Place, $"the data model '{name}' is in a file named '{file.Key}'", "name the file after the data model, without spaces");
        }

        var events = file.Root.Entries("events").Select(e => (Event: ReadEvent(file.Key, e.Name, e.Body), e.Body)).ToList();
        foreach (var (type, body) in events)
        {
            CheckAnswer(type, [.. events.Select(e => e.Event)], body.PlaceOf("answer"));
        }

        return new DataModel(name, file.Key, file.Root.RequiredText("doc", $"the data model '{name}'"), [.. events.Select(e => e.Event)]);
    }

    private EventType ReadEvent(string key, YamlText name, YamlMap body)
    {
        body.CheckKeys("an event", "kind", "answer", "legacy", "doc", "members", "required");
        var owner = $"the event '{name.Value}'";
        var className = key + CSharpName.FromText(name.Value);
        var required = body.Texts("required");
        var members = types.ReadMembers(className, key, body);
        foreach (var member in members.Where(m => MembersOfEveryMessage.Contains(m.PropertyName)))
        {
            errors.Add(body.Place, $"{owner} lists '{member.Name}', which every message has", "remove the member");
        }

        var type = new EventType(
            name.Value,
            className,
            ReadKind(body, owner),
            body.Text("answer"),
            body.RequiredText("doc", owner),
            [.. body.Texts("legacy").Select(l => l.Value)],
            members,
            [.. required.Select(r => r.Value)]);
        _requiredPaths.AddRange(required.Select(path => (type, path)));
        return type;
    }

    private EventKind ReadKind(YamlMap body, string owner)
    {
        var kinds = Enum.GetValues<EventKind>().ToDictionary(kind => char.ToLowerInvariant($"{kind}"[0]) + $"{kind}"[1..]);
        var text = body.RequiredText("kind", owner);
        if (text.Length > 0 && !kinds.ContainsKey(text))
        {
            errors.Add(body.PlaceOf("kind"), $"'{text}' is not a kind of event", $"use one of {string.Join(", ", kinds.Keys)}");
        }

        return kinds.GetValueOrDefault(text);
    }

    private void CheckAnswer(EventType type, IReadOnlyList<EventType> events, Place place)
    {
        if (type.Kind != EventKind.Query)
        {
            if (type.Answer is not null)
            {
                errors.Add(place, $"'{type.Name}' has an 'answer' but is not a query", "remove 'answer', or write 'kind: query'");
            }
        }
        else if (type.Answer is null)
        {
            errors.Add(place, $"the query '{type.Name}' has no answer", "add 'answer: ...' with the event type that answers it");
        }
        else if (!events.Any(e => e.Name == type.Answer && e.Kind == EventKind.QueryResponse))
        {
            errors.Add(place, $"the answer '{type.Answer}' is not a queryResponse of this data model", "name an event of this file whose kind is queryResponse");
        }
    }
}
