namespace Redox.Client.Receiving;

/// <summary>
/// Another process has taken over the message, because this one was paused or could not reach the database for longer than <see cref="RedoxInboxOptions.Lease"/>. Thrown by
/// <see cref="RedoxDeliveryContext.CompleteWithAsync"/>: roll the transaction back, and let the exception leave the handler.
/// </summary>
public sealed class RedoxLeaseLostException : Exception
{
    /// <summary>Creates the exception.</summary>
    public RedoxLeaseLostException()
        : base("Another process has taken over the message: this one gave no sign of life for longer than its lease. Roll the transaction back; the other process handles the message.")
    {
    }
}
