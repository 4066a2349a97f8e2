namespace Redox.Client.Testing.Engine;

/// <summary>How a response ends on the wire.</summary>
internal enum ReplyEnding
{
    /// <summary>Normally.</summary>
    Complete,

    /// <summary>The connection closes before the body is as long as declared.</summary>
    CutOff,

    /// <summary>The connection stays open, and the rest of the body is never sent.</summary>
    Stalled,

    /// <summary>The connection closes (TCP FIN) instead of a response.</summary>
    Dropped,

    /// <summary>The connection is reset (TCP RST) instead of a response.</summary>
    Reset,

    /// <summary>The body is sent bare, without any HTTP, and the connection closes.</summary>
    NotHttp,

    /// <summary>There is no connection. In memory only.</summary>
    NotConnected,
}
