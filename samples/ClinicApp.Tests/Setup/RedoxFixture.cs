using Redox.Client.Testing;

namespace ClinicApp.Tests.Setup;

/// <summary>One fake of Redox for all tests; each test takes a tenant of it. Its clock stands at nine on a Monday morning in Chicago.</summary>
public sealed class RedoxFixture : IAsyncLifetime
{
    private readonly RedoxFake _redox = RedoxFake.InMemory(options => options.TimeProvider = new RedoxClock(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.FromHours(-6))));

    public RedoxTenant CreateTenant() => _redox.CreateTenant();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _redox.DisposeAsync();
}

/// <summary>Tests of a collection run one after the other. That suits a shared clock: moving it on moves it for everybody.</summary>
[CollectionDefinition(Name)]
public sealed class SharedRedox : ICollectionFixture<RedoxFixture>
{
    public const string Name = "Redox";
}
