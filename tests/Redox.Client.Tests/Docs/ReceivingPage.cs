using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace Redox.Client.Tests.Docs;

/// <summary>The code of docs/receiving.md.</summary>
internal static class ReceivingPage
{
    public interface IClinicDatabase
    {
        Task KeepAsync(RedoxUnhandledReason reason, byte[] body, CancellationToken cancellationToken);

        Task<PatientSearchResponse> FindAsync(PatientSearchQuery query, CancellationToken cancellationToken);
    }

    public static void Register(WebApplicationBuilder builder, WebApplication app)
    {
        builder.Services.AddRedoxDestination(builder.Configuration.GetSection("Redox:Destination"))
            .AddHandler<PatientAdminArrival, ArrivalHandler>()
            .AddHandler<AppointmentHandler>("Scheduling")
            .AddQueryHandler<PatientSearchQuery, PatientSearchResponse, SearchHandler>()
            .AddFallback<KeepForLater>()
            .SkipDuplicates();

        app.MapRedoxDestination("/redox");
    }

    public static void RegisterBehindAuthentication(WebApplicationBuilder builder, WebApplication app)
    {
        builder.Services.AddRedoxDestination(options => options.TrustEndpointAuthorization = true).AddHandler<PatientAdminArrival, ArrivalHandler>();
        app.MapRedoxDestination("/redox").RequireAuthorization();
    }

    public static void RegisterWithInbox(WebApplicationBuilder builder)
    {
        builder.Services.AddRedoxDestination(builder.Configuration.GetSection("Redox:Destination"))
            .AddHandler<PatientAdminArrival, ArrivalHandler>()
            .AddFallback<KeepForLater>()
            .ThroughSqliteInbox("Data Source=inbox.db", options => options.MaxAttempts = 20);
    }

    public sealed class ArrivalHandler : IRedoxHandler<PatientAdminArrival>
    {
        public Task HandleAsync(PatientAdminArrival message, RedoxDelivery delivery, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    public sealed class AppointmentHandler : IRedoxHandler<IRedoxMessage>
    {
        public Task HandleAsync(IRedoxMessage message, RedoxDelivery delivery, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    public sealed class KeepForLater(IClinicDatabase database) : IRedoxFallbackHandler
    {
        public async Task<RedoxFallbackReply> HandleAsync(RedoxUnhandled unhandled, RedoxDelivery delivery, CancellationToken cancellationToken)
        {
            await database.KeepAsync(unhandled.Reason, delivery.Body.ToArray(), cancellationToken);
            return RedoxFallbackReply.Accept;
        }
    }

    public sealed class SearchHandler(IClinicDatabase database) : IRedoxQueryHandler<PatientSearchQuery, PatientSearchResponse>
    {
        public async Task<PatientSearchResponse> HandleAsync(PatientSearchQuery query, RedoxDelivery delivery, CancellationToken cancellationToken)
        {
            if (query.Patient?.Identifiers is not { Count: > 0 })
            {
                throw new RedoxQueryRefusedException("Give an identifier.");
            }

            return await database.FindAsync(query, cancellationToken);
        }
    }
}
