using System.ComponentModel.DataAnnotations;
using ClinicApp.Failures;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Redox.Client;

namespace ClinicApp.Appointments;

/// <summary><c>/slots</c> and <c>/appointments</c>.</summary>
internal static class AppointmentEndpoints
{
    public static void MapAppointments(this IEndpointRouteBuilder app)
    {
        app.MapGet("/slots", ListSlotsAsync);
        app.MapPost("/appointments", BookAsync);
        app.MapDelete("/appointments/{number}", CancelAsync);
    }

    /// <summary>The free slots of some days, from today on unless <paramref name="from"/> says otherwise.</summary>
    private static async Task<Ok<IReadOnlyList<FreeSlot>>> ListSlotsAsync(
        SlotSearch slots, IOptions<ClinicOptions> clinic, TimeProvider time, CancellationToken cancellationToken, DateOnly? from = null, [Range(1, 31)] int days = 7)
    {
        var now = time.GetUtcNow();
        var first = from ?? DateOnly.FromDateTime(clinic.Value.LocalTime(now).DateTime);
        var start = clinic.Value.StartOf(first);
        var end = clinic.Value.StartOf(first.AddDays(days)).AddTicks(-1);
        return TypedResults.Ok(await slots.FindAsync(start < now ? now : start, end, cancellationToken));
    }

    private static async Task<Results<Ok<Appointment>, ProblemHttpResult>> BookAsync(
        BookingRequest request, SlotSearch slots, AppointmentBook book, CancellationToken cancellationToken)
    {
        if (await slots.FindAsync(request, cancellationToken) is not { } slot)
        {
            return TypedResults.Problem(Problems.SlotTaken);
        }

        var appointment = Appointment.In(slot);
        try
        {
            await book.BookAsync(appointment, request.PatientNumber);
            return TypedResults.Ok(appointment);
        }
        catch (RedoxException exception) when (exception.Delivery == Delivery.Unknown)
        {
            // It may have arrived. Never retry it: the patient could end up with two appointments.
            return TypedResults.Problem(Problems.Unconfirmed("booking"));
        }
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> CancelAsync(string number, AppointmentBook book, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(number, cancellationToken) is not { } visit)
        {
            return TypedResults.NotFound();
        }

        try
        {
            await book.CancelAsync(visit);
            return TypedResults.NoContent();
        }
        catch (RedoxException exception) when (exception.Delivery == Delivery.Unknown)
        {
            return TypedResults.Problem(Problems.Unconfirmed("cancellation"));
        }
    }
}
