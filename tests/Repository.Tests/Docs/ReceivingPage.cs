using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace Pages;

/// <summary>The code of docs/receiving.md.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The two texts of the page are constants.")]
internal static class ReceivingPage
{
    public interface IClinicDatabase
    {
        Task KeepAsync(RedoxUnhandledReason reason, byte[] body, CancellationToken cancellationToken);

        Task BookAsync(string? visitNumber, CancellationToken cancellationToken);

        Task CancelAsync(string? visitNumber, CancellationToken cancellationToken);

        Task<PatientSearchResponse> FindAsync(PatientSearchQuery query, CancellationToken cancellationToken);
    }

    public static void Register(WebApplicationBuilder builder, WebApplication app)
    {
        builder.Services.AddRedoxDestination(builder.Configuration.GetSection("Redox:Destination"))
            .AddHandler<PatientAdminArrival, ArrivalHandler>()
            .AddHandler<AppointmentHandler>("Scheduling")
            .AddQueryHandler<PatientSearchQuery, PatientSearchResponse, SearchHandler>()
            .AddFallbackHandler<KeepForLater>()
            .SkipDuplicates();

        app.MapRedoxDestination("/redox");
    }

    public static void RegisterBehindAuthentication(WebApplicationBuilder builder, WebApplication app)
    {
        builder.Services.AddRedoxDestination(options => options.TrustEndpointAuthorization = true).AddHandler<PatientAdminArrival, ArrivalHandler>();
        app.MapRedoxDestination("/redox").RequireAuthorization();
    }

    public sealed class ArrivalHandler(DbConnection database) : IRedoxHandler<PatientAdminArrival>
    {
        public async Task HandleAsync(PatientAdminArrival message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            await using var transaction = await database.BeginTransactionAsync(cancellationToken);
            if (await ExecuteAsync(transaction, "INSERT INTO handled (log_id) VALUES (@value) ON CONFLICT DO NOTHING", delivery.LogId, cancellationToken) == 1)
            {
                await ExecuteAsync(transaction, "INSERT INTO visits (number) VALUES (@value)", message.Visit?.VisitNumber, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        private static async Task<int> ExecuteAsync(DbTransaction transaction, string sql, string? value, CancellationToken cancellationToken)
        {
            await using var command = transaction.Connection!.CreateCommand();
            (command.Transaction, command.CommandText) = (transaction, sql);
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@value", (object?)value ?? DBNull.Value);
            command.Parameters.Add(parameter);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public sealed class AppointmentHandler(IClinicDatabase database) : IRedoxHandler<IRedoxMessage>
    {
        public Task HandleAsync(IRedoxMessage message, RedoxDeliveryContext delivery, CancellationToken cancellationToken) => message switch
        {
            SchedulingNew booked => database.BookAsync(booked.Visit?.VisitNumber, cancellationToken),
            SchedulingCancel cancelled => database.CancelAsync(cancelled.Visit?.VisitNumber, cancellationToken),
            _ => Task.CompletedTask,
        };
    }

    public sealed class KeepForLater(IClinicDatabase database) : IRedoxFallbackHandler
    {
        public async Task<RedoxFallbackResult> HandleAsync(RedoxUnhandledDelivery unhandled, RedoxDeliveryContext delivery, CancellationToken cancellationToken)
        {
            await database.KeepAsync(unhandled.Reason, delivery.Body.ToArray(), cancellationToken);
            return RedoxFallbackResult.Accept;
        }
    }

    public sealed class SearchHandler(IClinicDatabase database) : IRedoxQueryHandler<PatientSearchQuery, PatientSearchResponse>
    {
        public async Task<PatientSearchResponse> HandleAsync(PatientSearchQuery query, RedoxDeliveryContext delivery, CancellationToken cancellationToken)
        {
            if (query.Patient?.Identifiers is not { Count: > 0 })
            {
                throw new RedoxQueryRefusedException("Give an identifier.");
            }

            return await database.FindAsync(query, cancellationToken);
        }
    }
}
