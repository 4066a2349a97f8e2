using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.State;

/// <summary>Administered vaccinations, from the events of <c>Vaccination</c>.</summary>
internal sealed class Vaccinations(int capacity)
{
    private readonly RecordSet _vaccinations = new(capacity);

    /// <summary>Each is a vaccination with its <c>Patient</c> and <c>Visit</c>.</summary>
    public IEnumerable<JsonElement> All => _vaccinations.All;

    [Follows(Ledger.StateVaccinations, Ledger.StateVaccinationKeys)]
    public void Apply(JsonElement message)
    {
        foreach (var vaccination in message.Member("Vaccinations").Items())
        {
            var what = $"{vaccination.Text("DateTime")} {vaccination.Member("Product").Text("Code")}";
            var keys = RecordKey.Identifiers(message.Member("Patient")).Select(patient => new RecordKey($"{patient.Id} {what}", patient.Type)).ToList();
            if (vaccination.Text("Action") == "Cancel")
            {
                _vaccinations.Remove(keys);
            }
            else
            {
                _vaccinations.Put(keys, PatientLink.Record(vaccination, message));
            }
        }
    }
}
