using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;

namespace Pages;

/// <summary>The code of src/Redox.Client.Sqlite/README.md.</summary>
internal static class InboxReadmePage
{
    public static void Register(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder)
    {
        builder.Services.AddRedoxDestination(builder.Configuration.GetSection("Redox:Destination"))
            .AddHandler<PatientAdminArrival, ArrivalHandler>()
            .AddFallbackHandler<KeepForLater>()
            .UseSqliteInbox("Data Source=inbox.db");
    }

    private sealed class ArrivalHandler(AspNetCoreReadmePage.ClinicDatabase database) : Redox.Client.Receiving.IRedoxHandler<PatientAdminArrival>
    {
        public Task HandleAsync(PatientAdminArrival message, Redox.Client.Receiving.RedoxDeliveryContext delivery, CancellationToken cancellationToken) =>
            database.SaveAsync(message.Visit?.VisitNumber, cancellationToken);
    }

    private sealed class KeepForLater : Redox.Client.Receiving.IRedoxFallbackHandler
    {
        public Task<Redox.Client.Receiving.RedoxFallbackResult> HandleAsync(
            Redox.Client.Receiving.RedoxUnhandledDelivery unhandled, Redox.Client.Receiving.RedoxDeliveryContext delivery, CancellationToken cancellationToken) =>
            Task.FromResult(Redox.Client.Receiving.RedoxFallbackResult.Accept);
    }
}
