namespace Redox.Client.Testing;

/// <summary>What can go wrong with one queued message, as with any queue that delivers at least once.</summary>
public enum PushFault
{
    /// <summary>
    /// The application's first response is lost, so the message is sent again after the usual wait: with the same log ID and a new attempt ID.
    /// </summary>
    AnswerLost,

    /// <summary>The first time, the message is sent twice at the same moment, with the same log ID and two attempt IDs. It counts as delivered when both are accepted.</summary>
    Twice,

    /// <summary>The next message in the queue overtakes it: it is held back until that one is accepted.</summary>
    Overtaken,
}
