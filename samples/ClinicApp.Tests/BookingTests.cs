using System.Net;
using System.Net.Http.Json;
using System.Text;
using ClinicApp.Appointments;
using ClinicApp.Tests.Setup;
using Redox.Client.Models;

namespace ClinicApp.Tests;

public sealed class BookingTests(RedoxFixture fixture) : ClinicTests(fixture)
{
    [Fact]
    public async Task A_booking_reaches_the_clinic()
    {
        Redox.Expect<SchedulingNew>(message => message.Visit is { Duration: 20, VisitProvider.ID: "4356789876", Location.Department: "3N" });

        using var response = await BookAsync(Tuesday);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, Redox.Data.FreeSlots.Count);
        await Redox.VerifyAsync();
    }

    [Fact]
    public async Task A_booking_sends_the_expected_message()
    {
        using var response = await BookAsync(Tuesday);

        // With the package Verify: await Verify(Redox.Requests.ToSnapshot()).
        Assert.Equal(
            """
            POST /endpoint Scheduling.New: 200
            {
              "Meta": {
                "DataModel": "Scheduling",
                "Destinations": [
                  {
                    "ID": "{uuid 1}",
                    "Name": "General Hospital"
                  }
                ],
                "EventType": "New"
              },
              "Patient": {
                "Identifiers": [
                  {
                    "ID": "0000000142",
                    "IDType": "MR"
                  }
                ]
              },
              "Visit": {
                "Duration": 20,
                "Location": {
                  "Department": "3N"
                },
                "VisitDateTime": "{time 1}",
                "VisitNumber": "{uuid 2}",
                "VisitProvider": {
                  "ID": "4356789876",
                  "IDType": "NPI"
                }
              }
            }

            """,
            Redox.Requests.Messages[^1].ToSnapshot());
    }

    [Fact]
    public async Task A_taken_slot_cannot_be_booked_again()
    {
        using var first = await BookAsync(Tuesday);

        using var second = await BookAsync(Tuesday);

        Assert.Equal("This time is no longer free. Please choose another one.", await ProblemAsync(HttpStatusCode.Conflict, second));
        Redox.Requests.AssertReceived<SchedulingNew>(times: 1);
    }

    [Theory]
    [InlineData("""{ "patientNumber": "", "start": "2026-01-06T09:00:00-06:00" }""")]
    [InlineData("""{ "patientNumber": "0000000142" }""")]
    public async Task An_incomplete_booking_is_refused_without_asking_the_clinic(string booking)
    {
        using var content = new StringContent(booking, Encoding.UTF8, "application/json");

        using var response = await Clinic.PostAsync(new Uri("/appointments", UriKind.Relative), content);

        await ProblemAsync(HttpStatusCode.BadRequest, response);
        Assert.Empty(Redox.Requests);
    }

    [Fact]
    public async Task A_cancelled_appointment_frees_its_slot()
    {
        var appointment = await BookedAsync();

        using var response = await Clinic.DeleteAsync(new Uri($"/appointments/{appointment.Number}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(3, Redox.Data.FreeSlots.Count);
        Redox.Requests.AssertReceived("Scheduling", "Cancel", """{ "Patient": { "Identifiers": [{ "ID": "0000000142" }] }, "Visit": { "VisitDateTime": "2026-01-06T15:00:00.000Z" } }""");
    }

    [Fact]
    public async Task An_appointment_can_be_cancelled_only_once()
    {
        var appointment = await BookedAsync();
        using var first = await Clinic.DeleteAsync(new Uri($"/appointments/{appointment.Number}", UriKind.Relative));

        using var second = await Clinic.DeleteAsync(new Uri($"/appointments/{appointment.Number}", UriKind.Relative));

        await ProblemAsync(HttpStatusCode.NotFound, second);
        Redox.Requests.AssertReceived<SchedulingCancel>(times: 1);
    }

    [Fact]
    public async Task A_booking_succeeds_after_the_token_has_expired()
    {
        await Clinic.GetAsync(new Uri("/slots", UriKind.Relative));
        Redox.Clock.Advance(TimeSpan.FromMinutes(6));

        using var response = await BookAsync(Tuesday);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, Redox.Requests.Tokens.Count);
    }

    private async Task<Appointment> BookedAsync()
    {
        using var response = await BookAsync(Tuesday);
        return (await response.Content.ReadFromJsonAsync<Appointment>())!;
    }
}
