using System.ComponentModel.DataAnnotations;

namespace ClinicApp.Patients;

/// <summary>What a patient is searched by.</summary>
public sealed record PatientCriteria(
    [Required] string FirstName,
    [Required] string LastName,
    DateOnly Born);
