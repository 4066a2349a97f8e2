using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ClinicApp.Appointments;

/// <summary>Asks for a slot.</summary>
/// <param name="PatientNumber">From the search for patients.</param>
/// <param name="Start">The slot's.</param>
/// <param name="ClinicianId">The slot's; not needed when there is only one slot at that time.</param>
public sealed record BookingRequest([Required] string PatientNumber, [property: JsonRequired] DateTimeOffset Start, string? ClinicianId = null);
