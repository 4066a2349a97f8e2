using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Testing;

namespace ClinicApp.Tests.Setup;

/// <summary>The whole application, as in production except for Redox. Its complete log is kept.</summary>
internal sealed class ClinicHost(RedoxTenant redox) : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseEnvironment("Testing") // Without the demo of Development and the key of Production.
        .UseSetting("Logging:LogLevel:Default", "Trace")
        .UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Trace")
        .ConfigureLogging(logging => logging.ClearProviders().AddFakeLogging())
        .ConfigureTestServices(services => services.UseRedoxFake(redox));
}
