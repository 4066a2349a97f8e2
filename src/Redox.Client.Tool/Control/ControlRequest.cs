namespace Redox.Client.Tool.Control;

/// <summary>A call of the control API.</summary>
/// <param name="running">The fake; <see langword="null"/> until it is ready, which only probes see.</param>
/// <param name="body">The body, which is UTF-8.</param>
internal sealed class ControlRequest(RunningFake? running, ReadOnlyMemory<byte> body)
{
    public bool IsReady => running is not null;

    public RunningFake Running => running ?? throw new InvalidOperationException("Only probes are answered before the fake is ready.");

    public ReadOnlyMemory<byte> Body => body;

    /// <summary>The body as the JSON object that it has to be.</summary>
    public ControlBody Json => ControlBody.Parse(body);
}
