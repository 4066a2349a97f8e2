using System.Globalization;
using System.Text.Json.Nodes;

namespace Redox.Client.Testing;

/// <summary>Describes a patient for <see cref="RedoxFakeData.AddPatient(Action{PatientSeed})"/>. Use invented people only.</summary>
public sealed class PatientSeed
{
    internal PatientSeed()
    {
    }

    /// <summary>The JSON of the patient so far, for members that have no method here.</summary>
    public JsonObject Json { get; } = [];

    /// <summary>Adds an identifier.</summary>
    /// <param name="id">The identifier, such as <c>0000000001</c>.</param>
    /// <param name="idType">The identifier's type, such as <c>MR</c> for the medical record number.</param>
    public PatientSeed Identifier(string id, string idType)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrEmpty(idType);
        if (Json["Identifiers"] is not JsonArray identifiers)
        {
            Json["Identifiers"] = identifiers = [];
        }

        identifiers.Add((JsonNode)new JsonObject { ["ID"] = id, ["IDType"] = idType });
        return this;
    }

    /// <summary>Sets <c>Demographics.FirstName</c> and <c>LastName</c>.</summary>
    public PatientSeed Name(string firstName, string lastName) =>
        SetDemographic("FirstName", firstName).SetDemographic("LastName", lastName);

    /// <summary>Sets <c>Demographics.DOB</c>.</summary>
    public PatientSeed Born(DateOnly date) => SetDemographic("DOB", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Sets <c>Demographics.DOB</c>.</summary>
    public PatientSeed Born(int year, int month, int day) => Born(new DateOnly(year, month, day));

    /// <summary>Sets <c>Demographics.Sex</c>, such as <c>Female</c>.</summary>
    public PatientSeed Sex(string sex) => SetDemographic("Sex", sex);

    private PatientSeed SetDemographic(string member, string value)
    {
        if (Json["Demographics"] is not JsonObject demographics)
        {
            Json["Demographics"] = demographics = [];
        }

        demographics[member] = value;
        return this;
    }
}
