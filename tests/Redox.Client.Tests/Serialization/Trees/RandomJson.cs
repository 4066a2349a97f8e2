using Shared.Json;

namespace Redox.Client.Tests.Serialization.Trees;

/// <summary>Random JSON objects with a <c>Meta</c>, made of names and forms that are likely to hurt.</summary>
internal sealed class RandomJson(int seed)
{
    private static readonly string[] KnownNames = [.. Definitions.Catalogue.Types.Values.SelectMany(type => type.Members).Select(member => member.Name).Distinct()];
    private static readonly string[] OddNames = ["", "a", "id", "\\u0049D", "\\u004deta", "\\ud800", "\\uDC00x", "\u00e4", "\\\\ud800", "?", "Extensions", "Meta"];
    private static readonly string[] Events = [.. Definitions.EventNames];

    private readonly Random _random = new(seed);

    public JsonTree Message()
    {
        var name = Events[_random.Next(Events.Length)].Split('.');
        var known = _random.Next(4) == 0 ? [] : Definitions.Find($"{name[0]}.{name[1]}").Event.Members.Select(member => member.Name).ToArray();
        var meta = Object(2);
        meta.Members.Add(new JsonTreeMember("DataModel", JsonTree.Parse($"\"{name[0]}\"")));
        meta.Members.Add(new JsonTreeMember("EventType", JsonTree.Parse($"\"{name[1]}\"")));
        var message = Object(6);
        message.Members.AddRange(known.Select(member => new JsonTreeMember(member, Value(5))));
        message.Members.Insert(_random.Next(message.Members.Count + 1), new JsonTreeMember("Meta", meta));
        message.Members.RemoveAll(member => member.Name == "Meta" && member.Value is not JsonTreeObject);
        return message;
    }

    private JsonTreeObject Object(int depth) => new([.. Enumerable.Range(0, _random.Next(8)).Select(_ => new JsonTreeMember(Name(), Value(depth - 1)))]);

    private string Name() => _random.Next(5) == 0 ? OddNames[_random.Next(OddNames.Length)] : KnownNames[_random.Next(KnownNames.Length)];

    private JsonTree Value(int depth) => _random.Next(depth > 0 ? 3 : 1) switch
    {
        0 => JsonTree.Parse(OddForm.Scalars[_random.Next(OddForm.Scalars.Length)]),
        1 => Object(depth),
        _ => new JsonTreeArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1))]),
    };
}
