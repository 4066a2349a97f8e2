using System.Text.Json;

namespace Redox.Client.Testing.Engine.State;

/// <summary>What only ever grows and no query asks for: values of flowsheets and devices, medication given. Kept for tests to look at.</summary>
internal sealed class Observations(int capacity)
{
    private readonly RecordSet _observations = new(capacity);

    /// <summary>Each the observation with its <c>Patient</c> and <c>Visit</c>.</summary>
    public IEnumerable<JsonElement> All => _observations.All;

    public void Add(JsonElement message, string list)
    {
        foreach (var observation in message.Member(list).Items())
        {
            _observations.Put([], Belonging.Record(observation, message));
        }
    }
}
