using System.Net;
using System.Net.Http.Json;
using ClinicApp.Appointments;
using ClinicApp.Patients;
using Microsoft.Extensions.Logging.Testing;
using Redox.Client.Testing;

namespace ClinicApp.Tests.Setup;

/// <summary>Base class for tests of the whole application: a tenant of the fake, and the application connected to it.</summary>
[Collection(SharedRedox.Name)]
public abstract class ClinicTests : IAsyncDisposable
{
    /// <summary>Tuesday at nine, in the clinic's time zone.</summary>
    protected static readonly DateTimeOffset Tuesday = new(2026, 1, 6, 9, 0, 0, TimeSpan.FromHours(-6));

    private readonly ClinicHost _host;

    protected ClinicTests(RedoxFixture fixture)
    {
        Redox = fixture.CreateTenant();
        Redox.Data
            .AddPatient(patient => patient.Identifier("0000000142", "MR").Name("Ilse", "Marlow").Born(1990, 5, 17))
            .AddSlots(Tuesday, count: 3, minutes: 20, department: "3N", providerId: "4356789876");
        _host = new ClinicHost(Redox);
        Clinic = _host.CreateClient();
    }

    protected RedoxTenant Redox { get; }

    /// <summary>A visitor's browser.</summary>
    protected HttpClient Clinic { get; }

    protected IReadOnlyList<FakeLogRecord> Log => _host.Services.GetFakeLogCollector().GetSnapshot();

    // Disposing the tenant throws when a request had a problem that the test did not provoke.
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Redox.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Task<HttpResponseMessage> SearchAsync(string firstName, string lastName, DateOnly born) =>
        Clinic.PostAsJsonAsync("/patients/search", new PatientCriteria(firstName, lastName, born));

    protected Task<HttpResponseMessage> BookAsync(DateTimeOffset start, CancellationToken cancellationToken = default) =>
        Clinic.PostAsJsonAsync("/appointments", new BookingRequest("0000000142", start), cancellationToken);

    /// <summary>The text that the visitor sees after a failure.</summary>
    protected static async Task<string> ProblemAsync(HttpStatusCode status, HttpResponseMessage response)
    {
        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var problem = await response.Content.ReadFromJsonAsync<Microsoft.AspNetCore.Mvc.ProblemDetails>();
        return $"{problem?.Title} {problem?.Detail}";
    }
}
