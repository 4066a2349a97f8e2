namespace Redox.Client.Testing;

/// <summary>What the queue of a subscription does.</summary>
public enum PushQueueStatus
{
    /// <summary>It delivers what comes, or has nothing to deliver.</summary>
    Active,

    /// <summary>The application did not take the first message. The queue holds everything back, and tries that message again when its time comes.</summary>
    Retrying,

    /// <summary>Paused by hand: it holds everything back until it is resumed.</summary>
    Paused,
}
