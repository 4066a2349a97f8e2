using System.Diagnostics;

namespace SharedInbox.Demo;

/// <summary>This application in a process of its own, on a free port of this machine. It ends with the demo, whatever happens to that.</summary>
internal sealed class ApplicationProcess : IDisposable
{
    public const string Token = "a-token-of-the-demo";

    private readonly Process _process;

    private ApplicationProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<ApplicationProcess> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ApplicationProcess).Assembly.Location])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in new (string, string)[]
        {
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("EndWithInput", "true"),
            ("ConnectionStrings__Sqlite", $"Data Source={Path.Combine(folder, "inbox.db")}"),
            ("KeyRing", Path.Combine(folder, "keys")),
            ("Logging__LogLevel__Default", "Critical"),
            ("Redox__Destination__VerificationTokens__0", Token),
            ("Redox__Destination__Inbox__ProtectBodies", "true"),
            ("Redox__Destination__Inbox__Lease", "00:00:03"), // So that the demo does not wait for the usual 30 seconds.
            ("Redox__Destination__Inbox__Heartbeat", "00:00:01"),
        })
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("Listening on ", StringComparison.Ordinal))
            {
                return new ApplicationProcess(process, new Uri(line["Listening on ".Length..]));
            }
        }

        throw new InvalidOperationException("The application did not start.");
    }

    /// <summary>SIGKILL: not one more instruction.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}

internal static class EndingWithInput
{
    /// <summary>Ends the application when its input ends: when the process that started it does.</summary>
    public static void EndWithInput(this WebApplication app) => _ = Task.Run(async () =>
    {
        await Console.In.ReadToEndAsync();
        app.Lifetime.StopApplication();
    });
}
