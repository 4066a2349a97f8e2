using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.State;

public abstract class AdmissionTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : AdmissionTests(Transport.InMemory);

    public sealed class OnSocket() : AdmissionTests(Transport.Socket);

    [Fact]
    public async Task The_census_lists_patients_who_arrived_and_have_not_left()
    {
        await SendEventAsync("PatientAdmin", "Arrival", VisitOf("V-1"));
        await SendEventAsync("PatientAdmin", "PreAdmit", VisitOf("V-2", Timothy));
        Assert.Equal(["V-1"], await CensusAsync());

        await SendEventAsync("PatientAdmin", "Discharge", VisitOf("V-1", more: ""","DischargeDateTime":"2026-01-07T09:00:00Z" """));
        Assert.Empty(await CensusAsync());

        await SendEventAsync("PatientAdmin", "Arrival", VisitOf("V-2", Timothy));
        Assert.Equal(["V-2"], await CensusAsync());
    }

    [Theory]
    [InlineData("Discharge", "Arrived", true)]
    [InlineData("Transfer", "Arrived", true)]
    [InlineData("Arrival", "Canceled", false)]
    [InlineData("PreAdmit", "Canceled", false)]
    public async Task A_cancelled_event_is_undone(string canceled, string status, bool isInHouse)
    {
        await SendEventAsync("PatientAdmin", "Arrival", VisitOf("V-1"));
        await SendEventAsync("PatientAdmin", canceled, VisitOf("V-1", more: ""","DischargeDateTime":"2026-01-07T09:00:00Z" """));

        var cancel = Message("PatientAdmin", "Cancel", VisitOf("V-1"), $",\"CanceledEvent\":\"{canceled}\"");
        Assert.Equal(200, (await PostWithTokenAsync(cancel)).Status);

        var visit = Assert.Single(Redox.Data.Visits);
        Assert.Equal((status, isInHouse), (visit.GetProperty("Status").GetString(), (await CensusAsync()).Any()));
        Assert.Equal(!isInHouse, visit.TryGetProperty("DischargeDateTime", out _));
    }

    [Fact]
    public async Task A_transferred_patient_is_in_the_new_location()
    {
        await SendEventAsync("PatientAdmin", "Arrival", VisitOf("V-1", more: ""","Reason":"Chest pain" """));
        await SendEventAsync("PatientAdmin", "Transfer", VisitOf("V-1", department: "6 North"));

        Assert.Empty(await CensusAsync("""{"Departments":["4 West"]}"""));
        Assert.Equal(["V-1"], await CensusAsync("""{"Departments":["6 North"],"PatientClasses":["Inpatient"],"Facilities":["Harbor"]}"""));
        Assert.Equal("Chest pain", Redox.Data.Visits[0].GetProperty("Reason").GetString());
    }

    [Theory]
    [InlineData("""{}""", "V-1,V-2,V-3")]
    [InlineData("""{"VisitStatuses":["Arrived"]}""", "V-2,V-3")]
    [InlineData("""{"VisitNumbers":["V-1","V-2"]}""", "V-1,V-2")]
    [InlineData("""{"Patients":[{"Identifiers":[{"ID":"HV-2","IDType":"MR"}]}]}""", "V-3")]
    [InlineData("""{"VisitStartDateTime":"2026-01-06T00:00:00Z","Departments":["4 West"]}""", "V-3")]
    [InlineData("""{"PatientClasses":["Emergency"]}""", "")]
    public async Task Visits_are_found(string query, string numbers)
    {
        await SendEventAsync("PatientAdmin", "Discharge", VisitOf("V-1"));
        await SendEventAsync("PatientAdmin", "Registration", VisitOf("V-2"));
        await SendEventAsync("PatientAdmin", "VisitUpdate", VisitOf("V-3", Timothy, ""","VisitDateTime":"2026-01-06T09:00:00Z" """));

        var found = await QueryAsync("PatientAdmin", "VisitQuery", query);

        Assert.Equal(numbers, string.Join(',', found.SelectTokens("Patients[*].Visits[*].VisitNumber")));
        Assert.All(found["Patients"]!, patient => Assert.NotNull(patient.SelectToken("Demographics.FirstName")));
    }

    [Fact]
    public async Task A_merged_visit_moves_to_the_other_patient_with_its_records()
    {
        await SendEventAsync("PatientAdmin", "Arrival", VisitOf("V-1"));
        await SendEventAsync("Notes", "New", Note("N-1"));

        await SendEventAsync("PatientAdmin", "VisitMerge", $$$$"""{"Patient":{{{{Timothy}}}},"Visit":{"VisitNumber":"V-1"}}""");

        Assert.Equal("Timothy", Find(await QueryAsync("PatientAdmin", "CensusQuery", "{}"), "Patients[0].Demographics.FirstName"));
        Assert.Equal("Timothy", Find(await QueryAsync("Notes", "Query", "{}"), "Notes[0].Patient.Demographics.FirstName"));
        Assert.Equal(2, Redox.Data.Patients.Count);
    }

    private async Task<IEnumerable<string>> CensusAsync(string query = "{}") =>
        (await QueryAsync("PatientAdmin", "CensusQuery", query)).SelectTokens("Patients[*].Visits[*].VisitNumber").Select(number => (string)number!);

    private static string VisitOf(string number, string patient = Niamh, string more = "", string department = "4 West") => $$$$"""
        {"Patient":{{{{patient}}}},"Visit":{"VisitNumber":"{{{{number}}}}","PatientClass":"Inpatient","VisitDateTime":"2026-01-05T09:00:00Z",
        "Location":{"Facility":"Harbor","Department":"{{{{department}}}}"}{{{{more}}}}}}
        """;
}
