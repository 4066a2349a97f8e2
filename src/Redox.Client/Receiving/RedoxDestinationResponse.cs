namespace Redox.Client.Receiving;

/// <summary>What to answer to a <see cref="RedoxDestinationRequest"/>.</summary>
public sealed class RedoxDestinationResponse
{
    internal RedoxDestinationResponse(RedoxDestinationOutcome outcome, int statusCode) => (Outcome, StatusCode) = (outcome, statusCode);

    /// <summary>What became of the request.</summary>
    public RedoxDestinationOutcome Outcome { get; }

    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; }

    /// <summary>The content type of <see cref="Body"/>; <see langword="null"/> when there is none.</summary>
    public string? ContentType { get; internal init; }

    /// <summary>The body in UTF-8; empty when there is none. The answer to a query holds patient data.</summary>
    public ReadOnlyMemory<byte> Body { get; internal init; }

    /// <summary>
    /// The address of a sign-on. Its <see cref="Uri.OriginalString"/> is the value of the header <c>Location</c>: all else than ASCII percent-encoded, and hosts in
    /// Punycode. Do not use <c>ToString()</c>, which decodes it again to what no header can carry.
    /// </summary>
    public Uri? Location { get; internal init; }

    /// <summary>The value of the header <c>Retry-After</c>, in whole seconds, of a 503; <see langword="null"/> otherwise.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>The value of the header <c>Allow</c>, of a 405. (RFC 9110 section 15.5.6)</summary>
    public string? Allow { get; internal init; }

    /// <summary>Outcome and status.</summary>
    /// <returns>For example <c>Handled 200</c>.</returns>
    public override string ToString() => $"{Outcome} {StatusCode}";
}
