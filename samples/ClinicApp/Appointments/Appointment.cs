namespace ClinicApp.Appointments;

/// <summary>An appointment.</summary>
/// <param name="Number">Random, so that it reveals nothing about the patient and cannot be guessed. Redox calls it the visit number.</param>
/// <param name="Start">In the clinic's time zone.</param>
/// <param name="Minutes">How long it is.</param>
/// <param name="Clinician">Who sees the patient, if the clinic said so.</param>
internal sealed record Appointment(string Number, DateTimeOffset Start, int Minutes, Clinician? Clinician)
{
    public static Appointment In(FreeSlot slot) => new($"{Guid.NewGuid()}", slot.Start, slot.Minutes, slot.Clinician);
}
