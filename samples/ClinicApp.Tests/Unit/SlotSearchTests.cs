using ClinicApp.Appointments;
using ClinicApp.Tests.Setup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Redox.Client;
using Redox.Client.Testing;

namespace ClinicApp.Tests.Unit;

/// <summary>A service by itself, without the web application: a client registered as usual, and the fake.</summary>
[Collection(SharedRedox.Name)]
public sealed class SlotSearchTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Nine = new(2026, 1, 6, 9, 0, 0, TimeSpan.Zero);
    private readonly RedoxTenant _redox;
    private readonly ServiceProvider _services;
    private readonly SlotSearch _slots;

    public SlotSearchTests(RedoxFixture fixture)
    {
        _redox = fixture.CreateTenant();
        _services = new ServiceCollection()
            .AddLogging()
            .AddRedoxClient(options => options.DefaultDestination = "22222222-2222-4222-8222-222222222222").Services
            .UseRedoxFake(_redox)
            .BuildServiceProvider();
        _slots = new SlotSearch(_services.GetRequiredService<IRedoxClient>(), Options.Create(new ClinicOptions { Department = "3N" }));
    }

    [Fact]
    public async Task The_slot_of_the_requested_clinician_is_found()
    {
        _redox.Data.AddSlot(Nine, department: "3N", providerId: "1111111111").AddSlot(Nine, department: "3N", providerId: "2222222222");

        var slot = await _slots.FindAsync(new BookingRequest("1", Nine, "2222222222"), CancellationToken.None);

        Assert.Equal("2222222222", slot?.Clinician?.Id);
    }

    [Fact]
    public async Task A_time_without_a_slot_is_not_found() =>
        Assert.Null(await _slots.FindAsync(new BookingRequest("1", Nine), CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _redox.DisposeAsync();
    }
}
