using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Redox.Client.Models;
using Redox.Client.Receiving;
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

    public static async Task ReplayAsync(IServiceProvider services)
    {
        var inbox = services.GetRequiredKeyedService<IRedoxInbox>(""); // The name of the destination; empty for the default one.
        foreach (var message in await inbox.ListAsync("", RedoxInboxItemState.Parked, after: 0, count: 100))
        {
            Console.WriteLine($"{message.Id} {message.LogId} {message.Attempts} {message.Failure}");
        }

        await inbox.ReplayAsync("", RedoxParkedMessages.All);
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
}
