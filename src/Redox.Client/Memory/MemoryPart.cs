namespace Redox.Client.Memory;

/// <summary>The memory of one owner, which is a destination or a client, or of all of them together.</summary>
internal sealed class MemoryPart(TimeProvider time)
{
    private volatile MemoryLimits _limits = new(0, 0);

    /// <summary>The current ones; settings may change while the application runs.</summary>
    public MemoryLimits Limits
    {
        get => _limits;
        set => _limits = value;
    }

    /// <summary>Bodies that are arriving, or have arrived and are not counted yet.</summary>
    public MemoryGate Arriving { get; } = new(time);

    /// <summary>Everything.</summary>
    public MemoryGate Total { get; } = new(time);
}
