using System.Net;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace InboxCluster;

/// <summary>One of the processes: an application with the inbox.</summary>
internal static class Receiver
{
    public static async Task RunAsync(Store store)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(store);
        store.Use(builder.Services.AddRedoxDestination(options => options.VerificationTokens.Add(Senders.Token)).AddHandler<PatientAdminArrival, ArrivalHandler>());
        await using var app = builder.Build();
        app.MapRedoxDestination("/redox");
        await app.StartAsync();
        Console.WriteLine($"listening {app.Urls.Single()}");
        await app.WaitForShutdownAsync();
    }
}

/// <summary>Enters each arrival in the ledger.</summary>
internal sealed class ArrivalHandler(Store store) : IRedoxHandler<PatientAdminArrival>
{
    public Task HandleAsync(PatientAdminArrival message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => store.EnterAsync(
        message.Patient!.Identifiers[0].ID!, long.Parse(message.Visit!.VisitNumber!, System.Globalization.CultureInfo.InvariantCulture), delivery, cancellationToken);
}
