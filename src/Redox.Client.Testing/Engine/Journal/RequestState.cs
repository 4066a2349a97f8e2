namespace Redox.Client.Testing;

/// <summary>The progress of a request.</summary>
public enum RequestState
{
    /// <summary>It has arrived, and there is no response yet.</summary>
    Received,

    /// <summary>The fake has responded as the exchange does, with any status.</summary>
    Replied,

    /// <summary>A scripted fault determined the response, or that there was none.</summary>
    Faulted,

    /// <summary>The client gave up before there was a response. What the fake had already accepted remains accepted.</summary>
    ClientAborted,
}
