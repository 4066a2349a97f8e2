namespace ClinicApp.Patients;

/// <summary>A matching patient, with just enough of the record to tell patients apart.</summary>
/// <param name="Number">The number by which the clinic knows the patient.</param>
/// <param name="FirstName">The first name, if the clinic said so; the next two alike.</param>
/// <param name="LastName">The last name.</param>
/// <param name="Born">As the clinic wrote it: records are not always complete.</param>
internal sealed record PatientMatch(string Number, string? FirstName, string? LastName, string? Born);
