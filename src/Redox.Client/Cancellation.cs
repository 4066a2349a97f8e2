namespace Redox.Client;

/// <summary>Whether something was given up because its caller wants it no more.</summary>
internal static class Cancellation
{
    /// <summary>Only what says so itself was cancelled: what failed meanwhile for another reason is a failure, although nobody waits for it.</summary>
    public static bool IsCancelledBy(this Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && cancellationToken.IsCancellationRequested;
}
