using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Redox.Client;
using Redox.Client.Testing;

namespace Quickstart;

/// <summary>Where the messages go: to Redox if credentials are configured, otherwise to a fake exchange in this process.</summary>
internal sealed class Exchange(string name, string destination, RedoxFake? fake) : IAsyncDisposable
{
    private const string FakeHospital = "General Hospital";

    public string Name => name;

    /// <summary>The name of the destination of all messages.</summary>
    public string Destination => destination;

    public static async Task<Exchange> ChooseAsync(HostApplicationBuilder builder)
    {
        var redox = builder.Configuration.GetSection("Redox");
        if (redox.GetSection("Credentials").Exists())
        {
            var destination = redox.GetSection("Destinations").GetChildren().FirstOrDefault()?.Key
                ?? throw new UserMistakeException("Redox:Destinations: missing: name a destination and its ID there, for example Redox__Destinations__Sandbox=af394f14-b34a-464f-8d24-895f370af4c9.");
            return new Exchange("Redox, with the configured credentials", destination, fake: null);
        }

        var fake = await RedoxFake.StartAsync();
        fake.Data.AddPatient(patient => patient.Identifier("0000000001", "MR").Name("Niamh", "Featherstone").Born(1979, 11, 23).Sex("Female"));
        builder.Services.Configure<RedoxClientOptions>(options => options.Destinations[FakeHospital] = "af394f14-b34a-464f-8d24-895f370af4c9");
        builder.Services.UseRedoxFake(fake);
        return new Exchange("an in-process fake (configure Redox:Credentials to use your own key)", FakeHospital, fake);
    }

    public ValueTask DisposeAsync() => fake?.DisposeAsync() ?? ValueTask.CompletedTask;
}
