using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace Pages;

/// <summary>The code of src/Redox.Client.AspNetCore/README.md.</summary>
internal static class AspNetCoreReadmePage
{
    public static void Register(WebApplicationBuilder builder)
    {
        builder.Services.AddRedoxDestination(builder.Configuration.GetSection("Redox:Destination"))
            .AddHandler<PatientAdminArrival, ArrivalHandler>()
            .AddFallbackHandler<KeepForLater>()
            .SkipDuplicates();

        var app = builder.Build();
        app.MapRedoxDestination("/redox");
    }

    public sealed class ArrivalHandler(ClinicDatabase database) : IRedoxHandler<PatientAdminArrival>
    {
        public Task HandleAsync(PatientAdminArrival message, RedoxDeliveryContext delivery, CancellationToken cancellationToken) =>
            database.SaveAsync(message.Visit?.VisitNumber, cancellationToken);
    }

    public sealed class KeepForLater(ClinicDatabase database) : IRedoxFallbackHandler
    {
        public async Task<RedoxFallbackResult> HandleAsync(RedoxUnhandledDelivery unhandled, RedoxDeliveryContext delivery, CancellationToken cancellationToken)
        {
            await database.KeepAsync(delivery.Body.ToArray(), cancellationToken);
            return RedoxFallbackResult.Accept;
        }
    }

    internal sealed class ClinicDatabase
    {
        public Task SaveAsync(string? visitNumber, CancellationToken cancellationToken) => Task.FromResult((this, visitNumber, cancellationToken));

        public Task KeepAsync(byte[] body, CancellationToken cancellationToken) => Task.FromResult((this, body, cancellationToken));
    }
}
