using System.Net;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace InboxThroughput;

/// <summary>An application with the inbox, the same in all measurements. Until it is started it can store, and handles nothing.</summary>
internal sealed class Application : IAsyncDisposable
{
    public const string Token = "the-verification-token";

    private readonly WebApplication _app;

    public Application(Inbox inbox, int lanes = 8)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace); // Its output is for the figures.
        builder.Services.AddSingleton(Handled);
        inbox.Use(
            builder.Services.AddRedoxDestination(options => options.VerificationTokens.Add(Token)).AddHandler<PatientAdminArrival, ArrivalHandler>(),
            options => (options.Key, options.MaxConcurrency) = (InboxKey.None, lanes));
        _app = builder.Build();
        _app.MapRedoxDestination("/redox");
    }

    public Handled Handled { get; } = new();

    public IRedoxInbox Inbox => _app.Services.GetRequiredKeyedService<IRedoxInbox>("");

    public Uri Address => new($"{_app.Urls.Single()}/redox");

    public Task StartAsync() => _app.StartAsync();

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
