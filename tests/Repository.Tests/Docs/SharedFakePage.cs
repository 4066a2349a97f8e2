using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Testing;

namespace Pages;

/// <summary>The code of docs/testing.md that is a test class of its own; its test runs here.</summary>
public sealed class SharedFakePage
{
    private static readonly RedoxFake Fake = RedoxFake.InMemory();

    [Fact]
    public async Task Appointment_is_booked()
    {
        await using var tenant = Fake.CreateTenant();
        await using var app = new BookingApp(services => services.UseRedoxFake(tenant));

        await app.BookAsync(visitNumber: "7");

        Assert.Equal("7", tenant.Requests.AssertReceived<SchedulingNew>().Single().Visit?.VisitNumber);
    }

    private sealed class BookingApp : IAsyncDisposable
    {
        private readonly ServiceProvider _services;

        public BookingApp(Action<IServiceCollection> configure)
        {
            var services = new ServiceCollection();
            services.AddRedoxClient(options => options.ValidateBeforeSending = false);
            configure(services);
            _services = services.BuildServiceProvider();
        }

        public Task<Redox.Client.RedoxReceipt> BookAsync(string visitNumber) => _services.GetRequiredService<Redox.Client.IRedoxClient>().SendAsync(new SchedulingNew
        {
            Meta = new() { Destinations = [new() { ID = "22222222-2222-4222-8222-222222222222" }] },
            Visit = new() { VisitNumber = visitNumber, VisitDateTime = new DateOnly(2026, 1, 6), Duration = 30, Location = new() { Department = "3N" } },
        });

        public ValueTask DisposeAsync() => _services.DisposeAsync();
    }
}
