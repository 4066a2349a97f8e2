namespace Redox.Client.Testing.Engine;

/// <summary>How a reply ends on the wire.</summary>
internal enum ReplyEnding
{
    /// <summary>As it should.</summary>
    Complete,

    /// <summary>The connection closes before the body is as long as declared.</summary>
    CutOff,

    /// <summary>The connection stays open, and the rest of the body never comes.</summary>
    Stalled,

    /// <summary>The connection closes (TCP FIN) instead of a reply.</summary>
    Dropped,

    /// <summary>The connection is reset (TCP RST) instead of a reply.</summary>
    Reset,

    /// <summary>The body comes bare, without anything of HTTP, and the connection closes.</summary>
    NotHttp,

    /// <summary>There is no connection. In memory only.</summary>
    NotConnected,
}
