namespace Redox.Client.Authentication.Keys;

/// <summary>
/// The signatures Redox takes, by their names in JOSE (RFC 7518 section 3.1). RS384 is in every sample of Redox; ES384 was offered by its page of 2021.
/// </summary>
internal static class AssertionAlgorithm
{
    public const string Rsa = "RS384";
    public const string EllipticCurve = "ES384";
}
