using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Redox.Client.Testing;

/// <summary>What the health system behind the fake knows, and answers queries from. Safe for concurrent use.</summary>
public sealed class RedoxFakeData
{
    private ImmutableArray<JsonElement> _patients = [];

    internal RedoxFakeData()
    {
    }

    /// <summary>The patients, in the order they were added: the JSON of <c>Patient</c> in an answer.</summary>
    public IReadOnlyList<JsonElement> Patients => _patients;

    /// <summary>Adds a patient described step by step.</summary>
    /// <exception cref="ArgumentException">The patient has neither identifiers nor demographics, so no search could find it.</exception>
    public RedoxFakeData AddPatient(Action<PatientSeed> describe)
    {
        ArgumentNullException.ThrowIfNull(describe);
        var seed = new PatientSeed();
        describe(seed);
        return AddPatient(seed.Json);
    }

    /// <summary>Adds a patient from the text of a JSON object, in the shape of <c>Patient</c> in an answer to <c>PatientSearch.Query</c>.</summary>
    /// <exception cref="ArgumentException">The text is no JSON object, or has neither <c>Identifiers</c> nor <c>Demographics</c>.</exception>
    public RedoxFakeData AddPatient(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            node = null;
        }

        return AddPatient(node as JsonObject ?? throw new ArgumentException("The text is not one JSON object. Give the JSON of a Patient.", nameof(json)));
    }

    /// <summary>
    /// Adds a patient from JSON, in the shape of <c>Patient</c> in an answer to <c>PatientSearch.Query</c>. Later changes of the object have
    /// no effect.
    /// </summary>
    /// <exception cref="ArgumentException">The object has neither <c>Identifiers</c> nor <c>Demographics</c>.</exception>
    public RedoxFakeData AddPatient(JsonObject patient)
    {
        ArgumentNullException.ThrowIfNull(patient);
        if (patient["Identifiers"] is not JsonArray && patient["Demographics"] is not JsonObject)
        {
            throw new ArgumentException("A patient needs Identifiers or Demographics. Give the content of Patient, not the whole message.", nameof(patient));
        }

        var copy = JsonSerializer.SerializeToElement(patient);
        ImmutableInterlocked.Update(ref _patients, static (patients, added) => patients.Add(added), copy);
        return this;
    }
}
