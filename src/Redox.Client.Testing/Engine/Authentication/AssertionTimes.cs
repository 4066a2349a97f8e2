using System.Globalization;
using System.Text.Json;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>The time claims of an assertion. Each is optional, but must be correct if present.</summary>
[Follows(Ledger.TokenTimesOptional)]
internal static class AssertionTimes
{
    [Follows(Ledger.TokenTimeWindow)]
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    [Follows(Ledger.TokenTimeSkew)]
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(10);

    private static readonly string[] Claims = ["iat", "exp", "nbf"];

    public static IEnumerable<AssertionRefusal> Check(SignedJwt assertion, DateTimeOffset time)
    {
        var now = time.ToUnixTimeMilliseconds() / 1000.0;
        foreach (var claim in Claims)
        {
            if (assertion.Claims.Member(claim).ValueKind is not (JsonValueKind.Number or JsonValueKind.Undefined))
            {
                yield return new(RequestProblemKind.TimeMalformed, $"{claim} is not a number of seconds since 1970.", TokenErrors.Unexpected(claim));
            }
        }

        if (assertion.Seconds("iat") is { } issuedAt)
        {
            if (issuedAt - now > Skew.TotalSeconds)
            {
                yield return new(
                    RequestProblemKind.IssuedInFuture, $"iat is {Text(issuedAt - now)} ahead of the fake's clock; 10 s are allowed.", TokenErrors.None, Ledger.TokenTimeSkew);
            }
            else if (now - issuedAt > (Window + Skew).TotalSeconds)
            {
                yield return new(
                    RequestProblemKind.IssuedTooLongAgo, $"iat is {Text(now - issuedAt)} ago; 300 s and 10 s of clock skew are allowed.", TokenErrors.None, Ledger.TokenTimeWindow);
            }
        }

        if (assertion.Seconds("exp") is { } expires && now - expires > Skew.TotalSeconds)
        {
            yield return new(
                RequestProblemKind.AssertionExpired, $"exp was {Text(now - expires)} ago; 10 s of clock skew are allowed.", TokenErrors.None, Ledger.TokenTimeSkew);
        }

        if (assertion.Seconds("nbf") is { } notBefore && notBefore - now > Skew.TotalSeconds)
        {
            yield return new(
                RequestProblemKind.AssertionNotYetValid, $"nbf is {Text(notBefore - now)} ahead of the fake's clock.", TokenErrors.None, Ledger.TokenTimeSkew);
        }
    }

    private static string Text(double seconds) => seconds.ToString("0.### s", CultureInfo.InvariantCulture);
}
