using Redox.Client.Testing;

namespace ClinicApp.Demo;

/// <summary>
/// A clinic to try the application with, inside this process: a fake of Redox with invented patients, and free slots on the next five days.
/// Bookings live until the process ends.
/// </summary>
internal static class DemoExchange
{
    public static void Use(WebApplicationBuilder builder)
    {
        if (builder.Environment.IsProduction())
        {
            throw new InvalidOperationException("UseFake is set in production, where bookings must reach the clinic: remove it.");
        }

        var clinic = builder.Configuration.GetSection("Clinic").Get<ClinicOptions>() ?? new();
        var redox = RedoxFake.InMemory();
        redox.Data
            .AddPatient(patient => patient.Identifier("0000000142", clinic.PatientNumberType).Name("Ilse", "Marlow").Born(1990, 5, 17))
            .AddPatient(patient => patient.Identifier("0000000143", clinic.PatientNumberType).Name("Niamh", "Featherstone").Born(1979, 11, 23))
            .AddPatient(patient => patient.Identifier("0000000144", clinic.PatientNumberType).Name("Tobias", "Quill").Born(2014, 2, 28))
            .AddPatient(patient => patient.Identifier("0000000145", clinic.PatientNumberType).Name("Tobias", "Quill").Born(2014, 2, 28));

        var today = DateOnly.FromDateTime(clinic.LocalTime(redox.Clock.GetUtcNow()).DateTime);
        for (var day = 1; day <= 5; day++)
        {
            redox.Data.AddSlots(clinic.StartOf(today.AddDays(day)).AddHours(9), count: 6, minutes: 20, clinic.Department, providerId: "4356789876");
        }

        builder.Services.UseRedoxFake(redox);
    }
}
