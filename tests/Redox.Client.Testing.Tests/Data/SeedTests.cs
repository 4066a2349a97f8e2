using System.Text.Json.Nodes;

namespace Redox.Client.Testing.Tests.Data;

public sealed partial class SeedTests
{
    [Fact]
    public async Task A_seeded_patient_is_kept_as_the_JSON_of_a_response()
    {
        await using var redox = RedoxFake.InMemory();

        redox.Data.AddPatient(patient =>
        {
            patient.Identifier("HV-1", "MR").Identifier("7", "EHRID").Name("Niamh", "Featherstone").Born(1979, 11, 23).Sex("Female");
            patient.Json["Notes"] = new JsonArray();
        });

        Assert.Equal(
            """{"Identifiers":[{"ID":"HV-1","IDType":"MR"},{"ID":"7","IDType":"EHRID"}],"Demographics":""" +
            """{"FirstName":"Niamh","LastName":"Featherstone","DOB":"1979-11-23","Sex":"Female"},"Notes":[]}""",
            Assert.Single(redox.Data.Patients).GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Patient":{"Identifiers":[]}}""")]
    public async Task Seeding_anything_but_a_patient_is_refused(string json)
    {
        await using var redox = RedoxFake.InMemory();

        Assert.Throws<ArgumentException>(() => redox.Data.AddPatient(json));
        Assert.Empty(redox.Data.Patients);
    }

    [Fact]
    public async Task A_later_change_to_the_JSON_has_no_effect()
    {
        await using var redox = RedoxFake.InMemory();
        var patient = new JsonObject { ["Identifiers"] = new JsonArray() };
        redox.Data.AddPatient(patient);

        patient["Weight"] = 70;

        Assert.DoesNotContain("Weight", redox.Data.Patients[0].GetRawText(), StringComparison.Ordinal);
    }
}
