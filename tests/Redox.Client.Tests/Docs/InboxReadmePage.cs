using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;

namespace Pages;

/// <summary>The code of src/Redox.Client.Inbox.Sqlite/README.md.</summary>
internal static class InboxReadmePage
{
    public static void Register(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder)
    {
        builder.Services.AddRedoxDestination(builder.Configuration.GetSection("Redox:Destination"))
            .AddHandler<PatientAdminArrival, ArrivalHandler>()
            .AddFallback<KeepForLater>()
            .ThroughSqliteInbox("Data Source=inbox.db");
    }

    private sealed class ArrivalHandler(AspNetCoreReadmePage.ClinicDatabase database) : Redox.Client.Receiving.IRedoxHandler<PatientAdminArrival>
    {
        public Task HandleAsync(PatientAdminArrival message, Redox.Client.Receiving.RedoxDelivery delivery, CancellationToken cancellationToken) =>
            database.SaveAsync(message.Visit?.VisitNumber, cancellationToken);
    }

    private sealed class KeepForLater : Redox.Client.Receiving.IRedoxFallbackHandler
    {
        public Task<Redox.Client.Receiving.RedoxFallbackReply> HandleAsync(
            Redox.Client.Receiving.RedoxUnhandled unhandled, Redox.Client.Receiving.RedoxDelivery delivery, CancellationToken cancellationToken) =>
            Task.FromResult(Redox.Client.Receiving.RedoxFallbackReply.Accept);
    }
}
