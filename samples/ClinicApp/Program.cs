using ClinicApp;
using ClinicApp.Appointments;
using ClinicApp.Demo;
using ClinicApp.Failures;
using ClinicApp.Patients;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddRedoxClient(builder.Configuration.GetSection("Redox"));
builder.Services.AddClinic(builder.Configuration.GetSection("Clinic"));
builder.Services.AddProblemDetails();
builder.Services.AddExceptionHandler<RedoxExceptionHandler>();
builder.Services.AddValidation();
builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
builder.Services.AddHealthChecks().AddRedoxHealthCheck();

if (builder.Configuration.GetValue<bool>("UseFake"))
{
    DemoExchange.Use(builder);
}

var app = builder.Build();

app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseFileServer();
app.MapPatients();
app.MapAppointments();
app.MapHealthChecks("/health");

app.Run();
