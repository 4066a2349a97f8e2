namespace Redox.Client.Receiving;

/// <summary>What to answer to a <see cref="RedoxRequest"/>.</summary>
public sealed class RedoxReply
{
    internal RedoxReply(RedoxOutcome outcome, int statusCode) => (Outcome, StatusCode) = (outcome, statusCode);

    /// <summary>What became of the request.</summary>
    public RedoxOutcome Outcome { get; }

    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; }

    /// <summary>The content type of <see cref="Body"/>; <see langword="null"/> when there is none.</summary>
    public string? ContentType { get; internal init; }

    /// <summary>The body in UTF-8; empty when there is none. The answer to a query holds patient data.</summary>
    public ReadOnlyMemory<byte> Body { get; internal init; }

    /// <summary>The value of the header <c>Location</c>, of a sign-on.</summary>
    public Uri? Location { get; internal init; }

    /// <summary>The value of the header <c>Retry-After</c>, in whole seconds, of a 503; <see langword="null"/> otherwise.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>Outcome and status.</summary>
    /// <returns>For example <c>Handled 200</c>.</returns>
    public override string ToString() => $"{Outcome} {StatusCode}";
}
