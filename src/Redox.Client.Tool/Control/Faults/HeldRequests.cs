namespace Redox.Client.Tool.Control.Faults;

/// <summary>The requests that the fault Held holds back until a call lets go of them. What arrives afterwards is held anew.</summary>
internal sealed class HeldRequests
{
    private TaskCompletionSource _release = Create();

    /// <summary>Completes when the requests that arrive now are let go.</summary>
    public Task Released => Volatile.Read(ref _release).Task;

    public void Release() => Interlocked.Exchange(ref _release, Create()).SetResult();

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
