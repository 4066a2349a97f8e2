namespace Redox.Client.Receiving;

/// <summary>The response to a <see cref="RedoxDestinationRequest"/>.</summary>
public sealed class RedoxDestinationResponse
{
    internal RedoxDestinationResponse(RedoxDestinationOutcome outcome, int statusCode) => (Outcome, StatusCode) = (outcome, statusCode);

    /// <summary>The outcome of the request.</summary>
    public RedoxDestinationOutcome Outcome { get; }

    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; }

    /// <summary>The content type of <see cref="Body"/>; <see langword="null"/> without a body.</summary>
    public string? ContentType { get; internal init; }

    /// <summary>The body in UTF-8; may be empty. The response to a query contains patient data.</summary>
    public ReadOnlyMemory<byte> Body { get; internal init; }

    /// <summary>
    /// The address of a sign-on. Its <see cref="Uri.OriginalString"/> is the value of the header <c>Location</c>: everything outside ASCII is percent-encoded, and hosts are in
    /// Punycode. Do not use <c>ToString()</c>, which decodes it to text that no header can carry.
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
