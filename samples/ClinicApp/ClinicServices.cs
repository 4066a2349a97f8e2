using ClinicApp.Appointments;
using ClinicApp.Patients;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClinicApp;

/// <summary>Registers the services of the endpoints.</summary>
internal static class ClinicServices
{
    public static IServiceCollection AddClinic(this IServiceCollection services, IConfigurationSection settings)
    {
        services.AddOptions<ClinicOptions>()
            .Bind(settings)
            .ValidateDataAnnotations()
            .Validate(clinic => TimeZoneInfo.TryFindSystemTimeZoneById(clinic.TimeZone, out _), "Clinic:TimeZone: no such time zone: give a name such as America/Chicago.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PatientSearch>();
        services.AddSingleton<SlotSearch>();
        services.AddSingleton<AppointmentBook>();
        return services;
    }
}
