namespace Redox.Client.Testing;

/// <summary>How far a message has come on its way to the application; the words of Redox's logs.</summary>
public enum PushStatus
{
    /// <summary>It is in its queue or on its way, perhaps after attempts that failed.</summary>
    Pending,

    /// <summary>The application took it: its answer was 2xx.</summary>
    Succeeded,

    /// <summary>The application did not take it, and it is not tried again: it was sent at once and not queued, or stopped by hand.</summary>
    Failed,
}
