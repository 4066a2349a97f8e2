namespace Redox.Client.Receiving;

/// <summary>What became of a request. There are no other outcomes, save that the sender goes away or the body breaks off.</summary>
public enum RedoxOutcome
{
    /// <summary>200: a handler took the event.</summary>
    Handled,

    /// <summary>200: the event is safe in the inbox, and is handled afterwards.</summary>
    Stored,

    /// <summary>200: the event was handled or stored before and came again.</summary>
    Duplicate,

    /// <summary>200: a handler answered the query.</summary>
    Answered,

    /// <summary>302: a user is signed on.</summary>
    SignedOn,

    /// <summary>200: Redox verified the address of the destination.</summary>
    HandshakeConfirmed,

    /// <summary>200: no handler takes the delivery, and the fallback accepted it.</summary>
    FallbackAccepted,

    /// <summary>401: the request does not prove that Redox sent it.</summary>
    Unverified,

    /// <summary>405 or 415: another method, content type, charset or content encoding than Redox uses. 400: a GET without a challenge.</summary>
    Unsupported,

    /// <summary>413: the body is larger than <see cref="RedoxDestinationOptions.MaxBodyBytes"/>.</summary>
    TooLarge,

    /// <summary>400, or as the fallback chose: the body is no message.</summary>
    Unreadable,

    /// <summary>501, or as the fallback chose: no handler takes it.</summary>
    Unhandled,

    /// <summary>As the query handler chose: it refused the query.</summary>
    Refused,

    /// <summary>
    /// 500: the handler failed, or could not be made; or another delivery of the same message is handled for so long that this one gave up waiting. Redox keeps an
    /// event and delivers it again.
    /// </summary>
    Failed,

    /// <summary>504: the query was not answered before its deadline.</summary>
    TimedOut,

    /// <summary>
    /// 503, with <see cref="RedoxReply.RetryAfter"/>: there was no room within <see cref="RedoxDestinationOptions.MaxMemoryInFlight"/> for 5
    /// seconds, or the body came too slowly while others waited for room.
    /// </summary>
    Busy,
}
