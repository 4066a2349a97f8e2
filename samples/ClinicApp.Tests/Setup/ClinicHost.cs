using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Testing;

namespace ClinicApp.Tests.Setup;

/// <summary>The whole application, as in production but for Redox. Its log is kept, all of it.</summary>
internal sealed class ClinicHost(RedoxTenant redox) : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseEnvironment("Testing") // Neither the demo of Development nor the key of Production.
        .UseSetting("Logging:LogLevel:Default", "Trace")
        .UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Trace")
        .ConfigureLogging(logging => logging.ClearProviders().AddFakeLogging())
        .ConfigureTestServices(services => services.UseRedoxFake(redox));
}
