using Redox.ModelGenerator.Definitions;

namespace Redox.ModelGenerator.Emit;

/// <summary>Says for each member of a type which events require it, according to their required paths.</summary>
internal sealed class RequiredIn
{
    private readonly Dictionary<(string Type, string Member), SortedSet<string>> _events = [];
    private readonly Catalogue _catalogue;

    internal RequiredIn(Catalogue catalogue)
    {
        _catalogue = catalogue;
        foreach (var model in catalogue.Models)
        {
            foreach (var eventType in model.Events)
            {
                foreach (var path in eventType.Required)
                {
                    Note($"{model.Name}.{eventType.Name}", eventType, path.Replace("[]", "", StringComparison.Ordinal).Split('.'));
                }
            }
        }
    }

    /// <summary>A sentence for the documentation, or nothing.</summary>
    internal string Sentence(string type, Member member)
    {
        if (!_events.TryGetValue((type, member.Name), out var events))
        {
            return "";
        }

        var names = events.Count <= 6 ? string.Join(", ", events) : $"{string.Join(", ", events.Take(4))} and {events.Count - 4} more events";
        return $" Required for {names}.";
    }

    private void Note(string eventName, EventType root, string[] steps)
    {
        var (type, members) = (root.ClassName, root.Members);
        for (var i = 0; i < steps.Length; i++)
        {
            // Paths below Meta start outside the event's own members.
            if (i == 0 && steps[0] == "Meta")
            {
                (type, members) = ("Meta", _catalogue.Types["Meta"].Members);
                continue;
            }

            var member = members.First(candidate => candidate.Name == steps[i]);
            if (i == steps.Length - 1)
            {
                Add(type, member.Name, eventName);
            }
            else
            {
                (type, members) = (member.Type.Reference!, _catalogue.Types[member.Type.Reference!].Members);
            }
        }
    }

    private void Add(string type, string member, string eventName)
    {
        if (!_events.TryGetValue((type, member), out var events))
        {
            _events.Add((type, member), events = new SortedSet<string>(StringComparer.Ordinal));
        }

        events.Add(eventName);
    }
}
