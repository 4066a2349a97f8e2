using System.Security.Cryptography;
using System.Text;

namespace Redox.Client.Receiving;

/// <summary>Verifies the secret with which Redox proves that it is the sender (Redox: "Verify a destination").</summary>
public static class RedoxVerification
{
    /// <summary>
    /// Compares a presented token with the valid ones. Takes the same time whatever is wrong: hashes are compared, in constant time, with every valid token.
    /// </summary>
    /// <param name="validTokens">The valid tokens, several during rotation. Blank ones are ignored.</param>
    /// <param name="presented">The token of the request, if any.</param>
    /// <returns>The outcome. Without a valid token, nothing is accepted.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="validTokens"/> is null.</exception>
    public static RedoxVerificationOutcome Verify(IEnumerable<string> validTokens, string? presented)
    {
        ArgumentNullException.ThrowIfNull(validTokens);
        Span<byte> presentedHash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> validHash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(presented ?? "", presentedHash);

        var (any, match) = (false, false);
        foreach (var valid in validTokens)
        {
            if (!string.IsNullOrWhiteSpace(valid))
            {
                any = true;
                Hash(valid, validHash);
                match |= CryptographicOperations.FixedTimeEquals(presentedHash, validHash);
            }
        }

        return !any ? RedoxVerificationOutcome.NotConfigured
            : string.IsNullOrEmpty(presented) ? RedoxVerificationOutcome.Missing
            : match ? RedoxVerificationOutcome.Valid
            : RedoxVerificationOutcome.Mismatch;
    }

    /// <summary>The token of an <c>Authorization</c> header of the scheme Bearer; <see langword="null"/> for any other. (RFC 6750 section 2.1)</summary>
    internal static string? Bearer(string? authorization) =>
        authorization?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) == true ? authorization["Bearer ".Length..].Trim() : null;

    private static void Hash(string token, Span<byte> hash) => SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
}

/// <summary>The outcome of a verification. There are no others.</summary>
public enum RedoxVerificationOutcome
{
    /// <summary>The presented token is one of the valid ones.</summary>
    Valid,

    /// <summary>No valid token is configured, so nothing is accepted.</summary>
    NotConfigured,

    /// <summary>The request has no token, or an empty one.</summary>
    Missing,

    /// <summary>The presented token is not one of the valid ones.</summary>
    Mismatch,
}
