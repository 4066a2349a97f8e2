namespace Redox.Client;

/// <summary>The role of an event type in the exchange.</summary>
public enum MessageKind
{
    /// <summary>Asynchronous: the record system notifies the application that something happened.</summary>
    Notification,

    /// <summary>Asynchronous: the application sends data to the record system.</summary>
    Writeback,

    /// <summary>Asynchronous and used in both directions.</summary>
    NotificationOrWriteback,

    /// <summary>Synchronous: a request with exactly one destination.</summary>
    Query,

    /// <summary>Synchronous: the response to a query.</summary>
    QueryResponse,

    /// <summary>Synchronous: a browser sign-on request.</summary>
    SignOn,
}
