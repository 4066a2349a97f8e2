namespace Redox.Client.Authentication.Keys;

/// <summary>
/// The signature algorithms that Redox accepts, by their JOSE names (RFC 7518 section 3.1). RS384 is in every sample of Redox; ES384 was offered on its page of 2021.
/// </summary>
internal static class AssertionAlgorithm
{
    public const string Rsa = "RS384";
    public const string EllipticCurve = "ES384";
}
