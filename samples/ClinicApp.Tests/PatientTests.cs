using System.Net;
using System.Net.Http.Json;
using System.Text;
using ClinicApp.Patients;
using ClinicApp.Tests.Setup;
using Redox.Client.Models;

namespace ClinicApp.Tests;

public sealed class PatientTests(RedoxFixture fixture) : ClinicTests(fixture)
{
    [Fact]
    public async Task A_patient_is_found_by_name_and_birth_date()
    {
        var found = await FindAsync("Ilse", "Marlow", new(1990, 5, 17));

        Assert.Equal(new PatientMatch("0000000142", "Ilse", "Marlow", "1990-05-17"), Assert.Single(found));
    }

    [Fact]
    public async Task All_matches_are_shown()
    {
        Redox.Data.AddPatient(patient => patient.Identifier("0000000200", "MR").Name("Ilse", "Marlow").Born(1990, 5, 17));

        var found = await FindAsync("Ilse", "Marlow", new(1990, 5, 17));

        Assert.Equal(["0000000142", "0000000200"], found.Select(patient => patient.Number));
    }

    [Fact]
    public async Task No_match_is_an_empty_list() => Assert.Empty(await FindAsync("Ilse", "Marlow", new(1990, 5, 18)));

    [Fact]
    public async Task A_patient_without_a_number_at_the_clinic_is_not_shown()
    {
        Redox.Data.AddPatient(patient => patient.Identifier("A-77", "Insurance").Name("Tobias", "Quill").Born(2014, 2, 28));

        Assert.Empty(await FindAsync("Tobias", "Quill", new(2014, 2, 28)));
    }

    [Fact]
    public async Task A_record_may_lack_anything_but_the_number()
    {
        Redox.Reply<PatientSearchQuery>("""{ "Patient": { "Identifiers": [{ "ID": "0000000300", "IDType": "MR" }], "Demographics": { "LastName": null } } }""");

        Assert.Equal(new PatientMatch("0000000300", null, null, null), Assert.Single(await FindAsync("Ilse", "Marlow", new(1990, 5, 17))));
    }

    [Theory]
    [InlineData("""{ "firstName": "", "lastName": "Marlow", "born": "1990-05-17" }""")]
    [InlineData("""{ "lastName": "Marlow", "born": "1990-05-17" }""")]
    [InlineData("""{ "firstName": "Ilse", "lastName": "Marlow" }""")]
    [InlineData("""{ "firstName": "Ilse", "lastName": "Marlow", "born": "17 May" }""")]
    public async Task An_incomplete_search_is_refused_without_asking_the_clinic(string criteria)
    {
        using var content = new StringContent(criteria, Encoding.UTF8, "application/json");

        using var response = await Clinic.PostAsync(new Uri("/patients/search", UriKind.Relative), content);

        await ProblemAsync(HttpStatusCode.BadRequest, response);
        Assert.Empty(Redox.Requests);
    }

    private async Task<IReadOnlyList<PatientMatch>> FindAsync(string firstName, string lastName, DateOnly born)
    {
        using var response = await SearchAsync(firstName, lastName, born);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<IReadOnlyList<PatientMatch>>())!;
    }
}
