using System.Diagnostics;
using System.Globalization;

namespace Redox.Client.Sqlite.Tests.Processes;

/// <summary>The program InboxReceiver in a process of its own, which a test may kill.</summary>
internal sealed class ReceiverProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isDisposed;

    public ReceiverProcess(string folder, int parallelism, Action<long> handled)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "InboxReceiver.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(program);
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add(parallelism.ToString(CultureInfo.InvariantCulture));
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) =>
        {
            _listening.TrySetException(new InvalidOperationException("The receiver has ended by itself."));
            _ended.TrySetResult();
        };
        _process.OutputDataReceived += (_, line) =>
        {
            switch (line.Data?.Split(' '))
            {
                case ["listening", var address]:
                    _listening.TrySetResult(new Uri(address));
                    break;
                case ["handled", var count]:
                    handled(long.Parse(count, CultureInfo.InvariantCulture));
                    break;
                default:
                    break;
            }
        };
        _process.Start();
        _process.BeginOutputReadLine();
    }

    /// <summary>Its address as soon as it listens; cancelled when it is killed before.</summary>
    public Task<Uri> Listening => _process.HasExited ? throw new InvalidOperationException("The receiver has ended by itself.") : _listening.Task;

    /// <summary>Ends when the process has.</summary>
    public Task Ended => _ended.Task;

    /// <summary>SIGKILL: the process runs not one more instruction.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _listening.TrySetCanceled();
        _process.Kill(entireProcessTree: true);
        Assert.True(_process.WaitForExit(TimeSpan.FromSeconds(10))); // With a limit, it does not wait for the lines that are still to be read.
        _process.Dispose();
    }
}
