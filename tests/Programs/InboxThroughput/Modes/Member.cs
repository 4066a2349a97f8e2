using System.Diagnostics;
using System.Globalization;

namespace InboxThroughput.Modes;

/// <summary>One of the processes that share an inbox: this program, started again. It reports how far it is until its input ends.</summary>
internal sealed class Member
{
    public const string Mode = "member";
    public const string Store = "store";
    public const string Handle = "handle";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private volatile Report _report = new(0, 0, TimeSpan.Zero);

    public Member(Inbox inbox, int messages, int senders)
    {
        // As `dotnet program.dll`, or as an executable.
        var program = Environment.ProcessPath!;
        string[] first = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(Member).Assembly.Location] : [];
        var start = new ProcessStartInfo(program, [.. first, Mode, inbox.Place, inbox.Name, Text(messages), Text(senders)]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.BeginOutputReadLine();
    }

    public int Stored => _report.Stored;

    public int Handled => _report.Handled;

    public TimeSpan ProcessorTime => _report.ProcessorTime;

    public bool HasExited => _process.HasExited;

    public Task ReadyAsync() => _ready.Task;

    public void Send(string command)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
    }

    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>The process itself.</summary>
    public static async Task RunAsync(Inbox inbox, int messages, int senders)
    {
        await using var application = new Application(inbox);
        await application.Inbox.CountAsync(""); // The tables are there.
        var stored = new Count();
        using var end = new CancellationTokenSource();
        var reporting = ReportAsync(stored, application.Handled.Ordinary, end.Token);
        while (await Console.In.ReadLineAsync(end.Token) is { } command)
        {
            await (command == Store
                ? Messages.StoreAsync(application.Inbox, messages, senders, _ => Messages.Create(key: null), stored)
                : application.StartAsync());
        }

        await application.StopAsync();
        await end.CancelAsync();
        await reporting;
    }

    private static async Task ReportAsync(Count stored, Count handled, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine($"{Text(stored.Value)} {Text(handled.Value)} {Text((int)Environment.CpuUsage.TotalTime.TotalMilliseconds)}");
            await Task.Delay(Interval, CancellationToken.None);
        }
    }

    private void Read(string? line)
    {
        if (line?.Split(' ') is [var stored, var handled, var milliseconds])
        {
            _report = new(Number(stored), Number(handled), TimeSpan.FromMilliseconds(Number(milliseconds)));
            _ready.TrySetResult();
        }
        else if (line is null)
        {
            _ready.TrySetException(new InvalidOperationException("A process has ended before it was ready."));
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Report(int Stored, int Handled, TimeSpan ProcessorTime);
}
