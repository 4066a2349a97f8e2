namespace Redox.Client.Testing;

/// <summary>What goes wrong on the way of one queued message, as it may with any queue that delivers at least once.</summary>
public enum PushFault
{
    /// <summary>
    /// The application's first answer does not arrive, so the message comes again after the usual wait: with the same log ID and another attempt ID.
    /// </summary>
    AnswerLost,

    /// <summary>The first time, the message comes twice at the same moment, with the same log ID and two attempt IDs. Delivered when both are taken.</summary>
    Twice,

    /// <summary>The message that follows in the queue overtakes it: it is held back until that one was taken.</summary>
    Overtaken,
}
