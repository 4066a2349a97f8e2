using System.Data.Common;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Redox.Client;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Redox.Client.Testing;
using static Pages.ReceivingPage;

namespace Pages;

/// <summary>The code of docs/inbox.md.</summary>
internal static class InboxPage
{
    public static void RegisterWithInbox(WebApplicationBuilder builder)
    {
        builder.Services.AddRedoxDestination(builder.Configuration.GetSection("Redox:Destination"))
            .AddHandler<PatientAdminArrival, ArrivalHandler>()
            .AddFallbackHandler<KeepForLater>()
            .UseSqliteInbox("Data Source=inbox.db", options => options.MaxAttempts = 20);
    }

    public static void ProtectBodies(WebApplicationBuilder builder, DirectoryInfo keys, string thumbprint)
    {
        builder.Services.AddRedoxDataProtection()
            .SetApplicationName("clinic")
            .PersistKeysToFileSystem(keys)              // A folder of its own, not beside the inbox; one that all processes share.
            .ProtectKeysWithCertificate(thumbprint);
        builder.Services.AddRedoxDestination(builder.Configuration.GetSection("Redox:Destination"))
            .AddHandler<PatientAdminArrival, ArrivalHandler>()
            .UseSqliteInbox("Data Source=inbox.db", options => options.ProtectBodies = true);
    }

    public static async Task OperateAsync(IServiceProvider services, Stream output)
    {
        var inbox = services.GetRequiredKeyedService<RedoxInboxOperations>(""); // The name of the destination; empty for the default one.
        foreach (var message in await inbox.ListAsync(RedoxInboxItemState.Parked, after: 0, count: 100))
        {
            Console.WriteLine($"{message.Id} {message.LogId} {message.ReceivedAt} {message.Attempts} {message.Failure}");
        }

        await inbox.ReplayAsync(RedoxParkedMessages.WithIds(17, 18));
        await inbox.DiscardAsync(RedoxParkedMessages.All);
        await inbox.ExportAsync(19, output); // A health record: it is yours to protect from here on.
    }

    public static void Map(WebApplication app)
    {
        app.MapRedoxOperations("/redox/operations").RequireAuthorization("operators");
    }

    public static void CheckHealth(IServiceCollection services)
    {
        services.AddHealthChecks().AddRedoxInboxHealthCheck(configure: limits => limits.DegradedAge = TimeSpan.FromMinutes(5));
    }

    public static async Task TryAsync(DbDataSource database)
    {
        var subject = new RedoxInboxSuiteSubject
        {
            OpenAsync = _ => Task.FromResult(ClinicInbox.Open(database)),
            ExpireLeaseAsync = async (lease, destination, cancellationToken) =>
            {
                await using var command = database.CreateCommand($"UPDATE inbox SET lease_until = '2000-01-01' WHERE id = {lease.Id} AND lease_until IS NOT NULL");
                await command.ExecuteNonQueryAsync(cancellationToken);
            },
            BeginTransactionAsync = async cancellationToken =>
            {
                var connection = await database.OpenConnectionAsync(cancellationToken);
                return await connection.BeginTransactionAsync(cancellationToken);
            },
            StartProcess = arguments => Process.Start(
                new ProcessStartInfo("dotnet", ["InboxProcess.dll", .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!,
        };
        foreach (var @case in RedoxInboxSuite.Cases(subject))
        {
            await @case.RunAsync();
        }
    }

    public sealed class ArrivalWriter(NpgsqlDataSource database) : IRedoxHandler<PatientAdminArrival>
    {
        public async Task HandleAsync(PatientAdminArrival message, RedoxDeliveryContext delivery, CancellationToken cancellationToken)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var insert = new NpgsqlCommand("INSERT INTO arrivals (visit) VALUES ($1)", connection, transaction) { Parameters = { new() { Value = message.Visit?.VisitNumber ?? "" } } };
            await insert.ExecuteNonQueryAsync(cancellationToken);
            await delivery.CompleteWithAsync(transaction, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    public interface IBroker
    {
        Task PublishAsync(string topic, string? id, byte[] body, CancellationToken cancellationToken);
    }

    public sealed class ArrivalPublisher(IBroker broker) : IRedoxHandler<PatientAdminArrival>
    {
        public Task HandleAsync(PatientAdminArrival message, RedoxDeliveryContext delivery, CancellationToken cancellationToken) =>
            broker.PublishAsync("arrivals", delivery.LogId, RedoxJson.SerializeToUtf8Bytes(message), cancellationToken); // Returns once the broker has confirmed.
    }

    private static class ClinicInbox
    {
        public static IRedoxInbox Open(DbDataSource database) => throw new NotSupportedException(database.GetType().Name);
    }
}
