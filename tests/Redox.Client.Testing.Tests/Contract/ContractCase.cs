using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Redox.Client.Testing.Tests.Contract;

/// <summary>One request and Redox's response: data, not code, so that it can be run against both the fake and a sandbox.</summary>
internal sealed record ContractCase(string Name, JObject Json)
{
    /// <summary>The names of all cases, for xunit.</summary>
    public static TheoryData<string> Names => new(All.Keys);

    private static readonly Dictionary<string, ContractCase> All = Load();

    /// <summary>The sources of the case: names in the ledger of the fake.</summary>
    public IReadOnlyList<FakeBehaviour> Behaviours { get; } =
        [.. Json["behaviours"]!.Select(id => FakeBehaviour.All.SingleOrDefault(known => known.Id == (string?)id) ?? throw new InvalidDataException($"{Name}: the ledger has no {id}."))];

    public static ContractCase Find(string name) => All[name];

    /// <summary>As certain as the least certain of its behaviours.</summary>
    public override string ToString() => $"{Name} ({Behaviours.Max(behaviour => behaviour.Certainty)}: {string.Join("; ", Behaviours)})";

    private static Dictionary<string, ContractCase> Load() => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Contract", "Cases"), "*.json")
        .Order(StringComparer.Ordinal)
        .SelectMany(file => JsonConvert.DeserializeObject<JArray>(File.ReadAllText(file), new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!)
        .Cast<JObject>()
        .ToDictionary(json => (string)json["name"]!, json => new ContractCase((string)json["name"]!, json));
}
