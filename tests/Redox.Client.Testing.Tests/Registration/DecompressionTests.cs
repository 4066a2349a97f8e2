using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Redox.Client.Testing.Tests.Registration;

/// <summary>An application whose handler decompresses responses reads the same text over both transports.</summary>
public sealed class DecompressionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handler_that_decompresses_keeps_doing_so(bool inMemory)
    {
        await using var redox = inMemory ? RedoxFake.InMemory() : await RedoxFake.StartAsync();
        redox.Data.AddPatient($$$"""{"Identifiers":[{"ID":"1","IDType":"MR"}],"Demographics":{"LastName":"{{{new string('a', 2_000)}}}"}}""");
        var services = new ServiceCollection().AddLogging();
        services.AddRedoxClient(new ConfigurationBuilder().Build());
        services.AddHttpClient("own", client => client.DefaultRequestHeaders.AcceptEncoding.Add(new("gzip")))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.GZip })
            .AddRedoxAccessToken();
        services.UseRedoxFake(redox);
        await using var provider = services.BuildServiceProvider();
        using var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient("own");
        using var query = new StringContent(
            """{"Meta":{"DataModel":"PatientSearch","EventType":"Query","Destinations":[{"ID":"d"}]},"Patient":{"Identifiers":[{"ID":"1","IDType":"MR"}]}}""", Encoding.UTF8, "application/json");

        using var response = await http.PostAsync(new Uri(redox.BaseAddress, "query"), query);

        Assert.Contains("aaaa", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("gzip", Assert.Single(redox.Requests.Messages).Headers["Accept-Encoding"]);
    }
}
