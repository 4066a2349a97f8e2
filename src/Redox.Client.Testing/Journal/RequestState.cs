namespace Redox.Client.Testing;

/// <summary>How far a request has come.</summary>
public enum RequestState
{
    /// <summary>It has arrived, and there is no reply yet.</summary>
    Received,

    /// <summary>The fake has replied as the exchange does, with whatever status.</summary>
    Replied,

    /// <summary>A fault that the test scripted has decided the reply, or that there was none.</summary>
    Faulted,

    /// <summary>The client gave up before there was a reply. What the fake took before that stays taken.</summary>
    ClientAborted,
}
