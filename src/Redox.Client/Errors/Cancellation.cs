namespace Redox.Client.Errors;

/// <summary>Whether an operation was given up because its caller cancelled it.</summary>
internal static class Cancellation
{
    /// <summary>Only an <see cref="OperationCanceledException"/> counts: an operation that failed meanwhile for another reason has failed, even if its caller has cancelled.</summary>
    public static bool IsCancelledBy(this Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && cancellationToken.IsCancellationRequested;
}
