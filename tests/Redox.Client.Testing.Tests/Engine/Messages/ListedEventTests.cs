using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;

namespace Redox.Client.Testing.Tests.Engine.Messages;

/// <summary>The events that only Redox's list of 2023 has, from the builder through the client to the fake.</summary>
public sealed class ListedEventTests : IAsyncDisposable
{
    private const string Directory = "22222222-2222-4222-8222-222222222222";

    private readonly RedoxFake _redox = RedoxFake.InMemory();
    private readonly ServiceProvider _services;

    public ListedEventTests()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddRedoxClient(_ => { });
        services.UseRedoxFake(_redox);
        _services = services.BuildServiceProvider();
    }

    private IRedoxClient Client => _services.GetRequiredService<IRedoxClient>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _redox.DisposeAsync();
    }

    [Fact]
    public async Task Insurance_plans_are_sent()
    {
        await Client.SendAsync(InsuranceNew.Build(m => m.To(Directory).AddInsurance(i => i.Plan(p => p.ID("LV-PPO")).Payer(p => p.Alias("HM")))));
        await Client.SendAsync(InsuranceUpdate.Build(m => m.To(Directory).AddInsurance(i => i.Plan(p => p.Name("Lakeview PPO Plus")))));

        Assert.Equal(["Insurance.New True", "Insurance.Update True"], _redox.Requests.Messages.Select(message => $"{message.DataModel}.{message.EventType} {message.Accepted}"));
    }

    [Fact]
    public async Task Details_of_providers_are_empty_until_a_test_scripts_them()
    {
        var query = EnrichmentProvidersDetailsGet.Build(m => m.To(Directory).Providers(p => p.AddIdentifier("1730512899")));

        Assert.Empty((await Client.QueryAsync(query)).Providers);

        _redox.Reply((EnrichmentProvidersDetailsGet asked) => EnrichmentProvidersDetailsResponse.Build(m => m.AddProvider(p => p
            .IsActive(true)
            .AddIdentifier(asked.Providers!.Identifiers[0], "NPI")
            .AddLocation(l => l.Latitude(43.07m).AddFax(f => f.Fax("+16085550111"))))));
        var provider = Assert.Single((await Client.QueryAsync(query)).Providers);
        Assert.Equal((43.07m, "+16085550111"), (provider.Locations[0].Latitude, provider.Locations[0].Faxes[0].Fax));
    }
}
