namespace Redox.Client.Receiving;

/// <summary>A delivery that no handler takes. A unit test of a fallback creates one with what the fallback uses.</summary>
public sealed class RedoxUnhandledDelivery
{
    /// <summary>Why no handler takes it.</summary>
    public required RedoxUnhandledReason Reason { get; init; }

    /// <summary>The message; <see langword="null"/> when the body cannot be read, or has too many values.</summary>
    public IRedoxMessage? Message { get; init; }

    /// <summary>The reason in words, for a log, without any value of the message. Default: empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Reason and description; no value of the message.</summary>
    /// <returns>For example <c>Unreadable: The text is not UTF-8.</c></returns>
    public override string ToString() => $"{Reason}: {Description}";
}

/// <summary>Why no handler takes a delivery.</summary>
public enum RedoxUnhandledReason
{
    /// <summary>The body is not a message: not a complete JSON object in UTF-8, or without <c>Meta</c>.</summary>
    Unreadable,

    /// <summary>The data model or event type is not known to this package, and no handler for everything is registered.</summary>
    UnknownEvent,

    /// <summary>The event is known, but no handler is registered for it, its data model, or everything.</summary>
    NoHandler,

    /// <summary>It is a query, but no query handler is registered. It cannot be accepted: the requester waits for a response.</summary>
    NoQueryHandler,

    /// <summary>
    /// The message has more values than <see cref="RedoxDestinationOptions.MaxValues"/>, and was not read: as objects they would use too much memory. Its bytes
    /// are in <see cref="RedoxDeliveryContext.Body"/>, its log IDs beside them.
    /// </summary>
    TooManyValues,
}
