using System.Net.Http.Json;
using ClinicApp.Appointments;
using ClinicApp.Patients;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Options;

namespace ClinicApp.Tests;

/// <summary>How the application starts in each environment, with its own settings.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task In_development_it_runs_on_a_demo_clinic()
    {
        await using var host = Host("Development");
        using var browser = host.CreateClient();

        var page = await browser.GetStringAsync(new Uri("/", UriKind.Relative));
        using var search = await browser.PostAsJsonAsync("/patients/search", new PatientCriteria("Ilse", "Marlow", new(1990, 5, 17)));
        var slots = await browser.GetFromJsonAsync<IReadOnlyList<FreeSlot>>("/slots");

        Assert.Contains("Book an appointment", page, StringComparison.Ordinal);
        Assert.Single((await search.Content.ReadFromJsonAsync<IReadOnlyList<PatientMatch>>())!);
        Assert.Equal(30, slots?.Count);
        Assert.Equal("Healthy", await browser.GetStringAsync(new Uri("/health", UriKind.Relative)));
    }

    [Fact]
    public async Task In_production_it_does_not_start_without_its_key()
    {
        await using var host = Host("Production", ("Redox:Credentials:PrivateKeyPath", "no-such-key.pem"));

        var exception = Assert.Throws<OptionsValidationException>(host.CreateClient);

        Assert.Contains("Redox:Credentials:PrivateKeyPath", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_production_it_does_not_start_on_the_fake()
    {
        await using var host = Host("Production", ("UseFake", "true"));

        Assert.Contains("UseFake", Assert.Throws<InvalidOperationException>(host.CreateClient).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_does_not_start_in_a_time_zone_that_does_not_exist()
    {
        await using var host = Host("Development", ("Clinic:TimeZone", "Chicago"));

        Assert.ThrowsAny<Exception>(host.CreateClient);
    }

    private static WebApplicationFactory<Program> Host(string environment, params (string Name, string Value)[] settings) =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseEnvironment(environment);
            foreach (var (name, value) in settings)
            {
                builder.UseSetting(name, value);
            }
        });
}
