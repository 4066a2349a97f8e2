namespace Redox.Client.Receiving;

/// <summary>
/// The message is not this handler's any more. Another process has taken it over, because this one was paused or could not reach the database for longer than
/// <see cref="RedoxInboxOptions.Lease"/>; or it was completed before, or its handler has returned. Thrown by <see cref="RedoxDeliveryContext.CompleteWithAsync"/>: roll the transaction back, and let the exception leave the handler.
/// </summary>
public sealed class RedoxLeaseLostException : Exception
{
    /// <summary>Creates the exception.</summary>
    public RedoxLeaseLostException()
        : base("The message is not this handler's any more: it was completed before, or its handler has returned, or this process gave no sign of life for longer than its lease and another one has "
            + "taken the message over. Roll the transaction back.")
    {
    }
}
