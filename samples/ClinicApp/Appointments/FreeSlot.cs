namespace ClinicApp.Appointments;

/// <summary>A time that can be booked.</summary>
internal sealed record FreeSlot(DateTimeOffset Start, int Minutes, Clinician? Clinician);
