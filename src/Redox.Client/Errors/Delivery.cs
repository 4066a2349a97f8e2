namespace Redox.Client;

/// <summary>What is known about a message after its call failed: whether sending it again is safe.</summary>
public enum Delivery
{
    /// <summary>The message may have arrived. Sending it again may duplicate it: check Redox's logs first.</summary>
    Unknown = 0,

    /// <summary>The message is known not to have been sent. Sending it again is safe.</summary>
    NotSent,

    /// <summary>The message was refused. Sending it again is safe, but useless unless the cause is removed.</summary>
    Rejected,
}
