using System.Text.Json;

namespace Redox.Client.Testing.Engine.State;

/// <summary>Records that only accumulate and are not queried: values of flowsheets and devices, administered medication. Kept for tests to inspect.</summary>
internal sealed class Observations(int capacity)
{
    private readonly RecordSet _observations = new(capacity);

    /// <summary>Each is an observation with its <c>Patient</c> and <c>Visit</c>.</summary>
    public IEnumerable<JsonElement> All => _observations.All;

    public void Add(JsonElement message, string list)
    {
        foreach (var observation in message.Member(list).Items())
        {
            _observations.Put([], Belonging.Record(observation, message));
        }
    }
}
