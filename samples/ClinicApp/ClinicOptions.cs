using System.ComponentModel.DataAnnotations;

namespace ClinicApp;

/// <summary>The settings of a clinic: the section <c>Clinic</c> of the configuration.</summary>
internal sealed class ClinicOptions
{
    /// <summary>The department whose slots are booked, as the clinic's own system calls it.</summary>
    [Required]
    public string Department { get; set; } = "";

    /// <summary>The type of the numbers by which the clinic knows its patients. Default: <c>MR</c>, the medical record number.</summary>
    [Required]
    public string PatientNumberType { get; set; } = "MR";

    /// <summary>The time zone in which the clinic's times are shown, such as <c>America/Chicago</c>. Default: UTC.</summary>
    [Required]
    public string TimeZone { get; set; } = "UTC";

    /// <summary>An instant in the clinic's local time.</summary>
    public DateTimeOffset LocalTime(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The start of a day at the clinic.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight));
    }

    internal TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}
