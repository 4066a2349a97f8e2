namespace Redox.Client.Testing;

/// <summary>The progress of a message on its way to the application, in the terms of Redox's logs.</summary>
public enum PushStatus
{
    /// <summary>It is in its queue or on its way, perhaps after failed attempts.</summary>
    Pending,

    /// <summary>The application accepted it: its response was 2xx.</summary>
    Succeeded,

    /// <summary>The application did not accept it, and it is not retried: it was sent without a queue, or stopped by hand.</summary>
    Failed,
}
