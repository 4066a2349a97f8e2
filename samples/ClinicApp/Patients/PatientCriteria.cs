using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ClinicApp.Patients;

/// <summary>The search criteria for a patient.</summary>
public sealed record PatientCriteria(
    [Required] string FirstName,
    [Required] string LastName,
    [property: JsonRequired] DateOnly Born);
