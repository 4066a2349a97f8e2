namespace Redox.Client.Testing.Engine;

/// <summary>The body of a request, decompressed.</summary>
/// <param name="Bytes">Its bytes; empty if there are none, or if they could not be read.</param>
/// <param name="Length">Its length, even if it was too large to be kept. Of a compressed body that is too large, as far as it was inflated.</param>
/// <param name="IsTooLarge">Whether it is larger than the exchange accepts.</param>
internal sealed record RequestBody(byte[] Bytes, long Length, bool IsTooLarge)
{
    /// <summary>How it was compressed; <see langword="null"/> if it was not.</summary>
    public string? Encoding { get; init; }

    /// <summary>The length of a compressed body as received.</summary>
    public long EncodedLength { get; init; }

    /// <summary>An encoding that the exchange does not know.</summary>
    public string? UnknownEncoding { get; init; }

    /// <summary>Whether the bytes do not have the encoding that the request names.</summary>
    public bool IsDamaged { get; init; }
}
