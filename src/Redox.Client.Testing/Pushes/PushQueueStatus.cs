namespace Redox.Client.Testing;

/// <summary>The status of a subscription's queue.</summary>
public enum PushQueueStatus
{
    /// <summary>It delivers messages, or has nothing to deliver.</summary>
    Active,

    /// <summary>The application did not accept the first message. The queue holds everything back and retries that message when it is due.</summary>
    Retrying,

    /// <summary>Paused by hand: it holds everything back until it is resumed.</summary>
    Paused,
}
