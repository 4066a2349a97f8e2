using System.Collections.Concurrent;

namespace Redox.Client.Tests.Setup;

/// <summary>Everything that any library in this process traces or measures while it listens: ours, System.Net.Http's and Polly's.</summary>
internal sealed class CapturedTelemetry : IDisposable
{
    private readonly ConcurrentQueue<string> _captured = new();
    private readonly TelemetryListener _listener;

    public CapturedTelemetry() => _listener = new((_, text) => _captured.Enqueue(text));

    public override string ToString() => string.Join('\n', _captured);

    public void Dispose() => _listener.Dispose();
}
