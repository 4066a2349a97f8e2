namespace Redox.Client.Receiving;

/// <summary>The outcome of a request. There are no others, except that the sender disconnects or the body is cut off.</summary>
public enum RedoxDestinationOutcome
{
    /// <summary>200: a handler took the event.</summary>
    Handled,

    /// <summary>200: the event is safe in the inbox, and will be handled later.</summary>
    Stored,

    /// <summary>200: the event had been handled or stored before and came again.</summary>
    Duplicate,

    /// <summary>200: a handler answered the query.</summary>
    Answered,

    /// <summary>302: a user was signed on.</summary>
    SignedOn,

    /// <summary>200: Redox verified the address of the destination.</summary>
    HandshakeConfirmed,

    /// <summary>200: no handler takes the delivery, and the fallback accepted it.</summary>
    FallbackAccepted,

    /// <summary>401: the request does not prove that Redox sent it.</summary>
    Unverified,

    /// <summary>405 or 415: a method, content type, charset or content encoding that Redox does not use. 400: a GET without a challenge.</summary>
    Unsupported,

    /// <summary>413: the body is larger than <see cref="RedoxDestinationOptions.MaxBodySize"/>.</summary>
    TooLarge,

    /// <summary>400, or as the fallback chose: the body is not a message.</summary>
    Unreadable,

    /// <summary>501, or as the fallback chose: no handler takes it.</summary>
    Unhandled,

    /// <summary>As the query handler chose: it refused the query.</summary>
    Refused,

    /// <summary>
    /// 500: the handler failed, or could not be created; or another delivery of the same message took so long that this one gave up waiting. Redox keeps an
    /// event and delivers it again.
    /// </summary>
    Failed,

    /// <summary>504: the query was not answered before its deadline.</summary>
    TimedOut,

    /// <summary>
    /// 503, with <see cref="RedoxDestinationResponse.RetryAfter"/>: there was no room within <see cref="RedoxDestinationOptions.MaxMemoryInFlight"/> for 5
    /// seconds, or the body arrived too slowly while others waited for room.
    /// </summary>
    Busy,
}
