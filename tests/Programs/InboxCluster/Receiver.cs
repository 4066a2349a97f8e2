using System.Diagnostics;
using System.Globalization;
using System.Net;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace InboxCluster;

/// <summary>One of the processes: an application with the inbox.</summary>
internal static class Receiver
{
    public static async Task RunAsync(Store store, bool isHeld)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(store).AddSingleton<Gate>();
        var destination = builder.Services.AddRedoxDestination(options => options.VerificationTokens.Add(Senders.Token));
        store.Use(isHeld ? destination.AddHandler<PatientAdminArrival, HeldHandler>() : destination.AddHandler<PatientAdminArrival, ArrivalHandler>());
        await using var app = builder.Build();
        app.MapRedoxDestination("/redox");
        await app.StartAsync();
        Console.WriteLine($"listening {app.Urls.Single()}");
        if (isHeld)
        {
            app.Services.GetRequiredService<Gate>().Follow(app.Lifetime);
        }

        await app.WaitForShutdownAsync();
    }
}

/// <summary>Enters each arrival in the ledger. The patient "deadly" kills the process.</summary>
internal sealed class ArrivalHandler(Store store) : IRedoxHandler<PatientAdminArrival>
{
    public Task HandleAsync(PatientAdminArrival message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
    {
        var patient = message.Patient!.Identifiers[0].ID!;
        if (patient == "deadly")
        {
            Process.GetCurrentProcess().Kill();
        }

        return store.EnterAsync(patient, long.Parse(message.Visit!.VisitNumber!, CultureInfo.InvariantCulture), delivery, cancellationToken);
    }
}
