namespace Redox.Client.Receiving;

/// <summary>One HTTP request for <see cref="RedoxDestination"/>, independent of any web server.</summary>
public sealed class RedoxDestinationRequest
{
    /// <summary>The method, in capitals. Redox sends messages with POST, and checks the address of a destination with POST or GET.</summary>
    public required string Method { get; init; }

    /// <summary>Looks up a header, ignoring case; <see langword="null"/> when it is absent.</summary>
    public required Func<string, string?> Header { get; init; }

    /// <summary>Looks up a decoded query parameter; <see langword="null"/> when it is absent. Default: no parameters.</summary>
    public Func<string, string?> Query { get; init; } = static _ => null;

    /// <summary>The body. Read only as far as the sender is entitled to, and never beyond <see cref="RedoxDestinationOptions.MaxBodySize"/>. Default: empty.</summary>
    public Stream Body { get; init; } = Stream.Null;

    /// <summary>
    /// Called before the body is read, with the maximum number of bytes that may be read: a few KB from an unverified sender. A server with its own
    /// limit sets it here, so that bodies from other senders are neither accepted nor read to the end only to be discarded. Default: does nothing.
    /// </summary>
    public Action<int> AllowBody { get; init; } = static _ => { };

    /// <summary>
    /// Whether the server itself has verified that Redox sent this. Only used with <see cref="RedoxDestinationOptions.TrustEndpointAuthorization"/>.
    /// </summary>
    public bool IsAuthorized { get; init; }

    /// <summary>The type's name only: headers and query contain secrets.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedoxDestinationRequest);
}
