using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Testing;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace Pages;

/// <summary>The code of docs/testing.md on other services beside the exchange.</summary>
internal static class TestingMappingsPage
{
    public static async Task MapAsync(IServiceCollection services)
    {
        await using var fake = await RedoxFake.StartAsync();
        fake.WireMock
            .Given(Request.Create().WithPath("/eligibility").UsingPost())
            .RespondWith(Response.Create().WithStatusCode(200).WithBody("""{ "covered": true }"""));

        services.AddHttpClient("eligibility", client => client.BaseAddress = fake.BaseAddress);
    }
}
