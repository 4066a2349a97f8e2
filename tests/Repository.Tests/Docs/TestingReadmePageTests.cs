using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Redox.Client.Testing;

namespace Pages;

/// <summary>The code of src/Redox.Client.Testing/README.md; its test runs here.</summary>
public sealed class TestingReadmePageTests
{
    [Fact]
    public async Task Admission_looks_up_the_patient()
    {
        await using var fake = RedoxFake.InMemory();
        fake.Data.AddPatient(p => p.Identifier("0000000001", "MR").Name("Niamh", "Featherstone").Born(1979, 11, 23).Sex("Female"));

        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddMyClinicApp(builder.Configuration);     // as in production: calls AddRedoxClient
        builder.Services.UseRedoxFake(fake);                        // addresses, credentials and clock are now the fake's
        using var host = builder.Build();

        await host.Services.GetRequiredService<Admissions>().AdmitAsync("0000000001");

        Assert.Single(fake.Requests.ReceivedOf("PatientSearch", "Query"));
    }
}

internal static class MyClinicApp
{
    public static void AddMyClinicApp(this IServiceCollection services, Microsoft.Extensions.Configuration.IConfiguration configuration) =>
        services.AddSingleton<Admissions>().AddRedoxClient(configuration.GetSection("Redox"));
}

internal sealed class Admissions(Redox.Client.IRedoxClient redox)
{
    public Task AdmitAsync(string patientNumber) => redox.QueryAsync(Redox.Client.Models.PatientSearchQuery.Build(m => m
        .To("22222222-2222-4222-8222-222222222222")
        .Patient(p => p.AddIdentifier(patientNumber, "MR"))));
}
