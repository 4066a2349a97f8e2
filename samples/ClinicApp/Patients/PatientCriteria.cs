using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ClinicApp.Patients;

/// <summary>What a patient is searched by.</summary>
public sealed record PatientCriteria(
    [Required] string FirstName,
    [Required] string LastName,
    [property: JsonRequired] DateOnly Born);
