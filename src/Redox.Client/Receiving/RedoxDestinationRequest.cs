namespace Redox.Client.Receiving;

/// <summary>One HTTP request for <see cref="RedoxDestination"/>, in the words of no particular server.</summary>
public sealed class RedoxDestinationRequest
{
    /// <summary>The method, in capitals. Redox sends messages with POST, and checks the address of a destination with POST or GET.</summary>
    public required string Method { get; init; }

    /// <summary>Looks up a header without regard to case; <see langword="null"/> when it is not there.</summary>
    public required Func<string, string?> Header { get; init; }

    /// <summary>Looks up a decoded parameter of the query; <see langword="null"/> when it is not there. Default: there are none.</summary>
    public Func<string, string?> Query { get; init; } = static _ => null;

    /// <summary>The body. Read only as far as the sender is entitled to, and never beyond <see cref="RedoxDestinationOptions.MaxBodySize"/>. Default: empty.</summary>
    public Stream Body { get; init; } = Stream.Null;

    /// <summary>
    /// Called before the body is read, with how much of it may be read at most, in bytes: a few KB of a sender that has proven nothing. A server with a limit of its
    /// own sets it here, so that nobody else's bodies are let in, or read to their end only to be thrown away. Default: nothing happens.
    /// </summary>
    public Action<int> AllowBody { get; init; } = static _ => { };

    /// <summary>
    /// Whether the server itself has established that Redox sent this. Counts only with <see cref="RedoxDestinationOptions.TrustEndpointAuthorization"/>.
    /// </summary>
    public bool IsAuthorized { get; init; }

    /// <summary>The type's name only: headers and query hold secrets.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RedoxDestinationRequest);
}
