using System.Net;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace MemoryCeiling;

/// <summary>The application under test: a destination as the documentation shows it, with or without an inbox.</summary>
internal static class Receiver
{
    public const string Token = "the-verification-token";

    public static async Task RunAsync(string? inbox)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace); // Its output is for the address.
        var destination = builder.Services.AddRedoxDestination(options => options.VerificationTokens.Add(Token)).AddHandler<PatientAdminArrival, ArrivalHandler>();
        if (inbox is not null)
        {
            destination.UseSqliteInbox($"Data Source={inbox}", options => (options.Key, options.MaxConcurrency) = (InboxKey.None, 4));
        }

        await using var app = builder.Build();
        app.MapRedoxDestination("/redox");
        app.MapGet("/handled", () => ArrivalHandler.Handled);
        await app.StartAsync();
        Console.WriteLine($"listening {app.Urls.Single()}");
        await app.WaitForShutdownAsync();
    }
}

/// <summary>Holds each message for a moment, as one that does something with it.</summary>
internal sealed class ArrivalHandler : IRedoxHandler<PatientAdminArrival>
{
    private static int _handled;

    public static int Handled => _handled;

    public async Task HandleAsync(PatientAdminArrival message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
    {
        await Task.Delay(100, cancellationToken);
        GC.KeepAlive(message);
        Interlocked.Increment(ref _handled);
    }
}
