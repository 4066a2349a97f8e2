using Redox.Client.Testing;

namespace ClinicApp.Tests.Setup;

/// <summary>One fake Redox for all tests; each test creates a tenant of it. Its clock stands still at nine on a Monday morning in Chicago.</summary>
public sealed class RedoxFixture : IAsyncLifetime
{
    private readonly RedoxFake _redox = RedoxFake.InMemory(options => options.TimeProvider = new RedoxClock(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.FromHours(-6))));

    public RedoxTenant CreateTenant() => _redox.CreateTenant();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _redox.DisposeAsync();
}

/// <summary>Tests of a collection run one after another, which a shared clock requires: advancing it affects every test.</summary>
[CollectionDefinition(Name)]
public sealed class SharedRedox : ICollectionFixture<RedoxFixture>
{
    public const string Name = "Redox";
}
