using System.Net;
using InboxReceiver;
using Redox.Client.Models;
using Redox.Client.Receiving;

// An application with an inbox, to be killed: dotnet InboxReceiver.dll <folder of its files> <how many to handle at once>
if (args is not [var folder, var parallelism])
{
    Console.Error.WriteLine("Give a folder, and how many messages to handle at once.");
    return 2;
}

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton(new Ledger(Path.Combine(folder, "ledger.db")));
builder.Services.AddRedoxDestination(options => options.VerificationTokens.Add("the-verification-token"))
    .AddHandler<PatientAdminArrival, ArrivalHandler>()
    .UseSqliteInbox($"Data Source={Path.Combine(folder, "inbox.db")}", options =>
    {
        options.MaxConcurrency = int.Parse(parallelism, System.Globalization.CultureInfo.InvariantCulture);
        options.Key = options.MaxConcurrency == 1 ? InboxKey.Destination : InboxKey.None;
        (options.Lease, options.Heartbeat) = (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1)); // What a killed process held is taken over soon.
    });

await using var app = builder.Build();
app.MapRedoxDestination("/redox");
await app.StartAsync();
Console.WriteLine($"listening {app.Urls.Single()}");
await app.WaitForShutdownAsync();
return 0;
