using System.Text;
using Redox.Client.Receiving;

namespace Redox.Client.Fuzz.Targets;

/// <summary>The tokens of sign-ons.</summary>
internal sealed class SsoTarget : FuzzTarget
{
    private static readonly string[] Claims =
        ["name", "given_name", "family_name", "middle_name", "email", "npi", "patient_ids", "visit_id", "facility_id", "department_id", "zoneinfo", "locale", "phone_number"];

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            SignedText.Valid, SignedText.Valid.Replace("right", "wrong", StringComparison.Ordinal), """{"alg":"none"}|{}|x""", """{"alg":"HS256","crit":["exp"]}|{"iss":1}|right""",
            SignedText.ToToken(Encoding.UTF8.GetBytes(SignedText.Valid)), "a.b.c",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override void Run(byte[] input)
    {
        var outcome = RedoxSsoToken.Validate(SignedText.ToToken(input), [SignedText.Secret], SignedText.Now, out var token);
        if ((outcome == RedoxSsoTokenOutcome.Valid) != (token is not null))
        {
            throw new FuzzFailure("a token without its outcome", $"{outcome}");
        }

        if (token is not null)
        {
            Look(token);
        }
    }

    /// <summary>Reads all that a valid token says.</summary>
    public static void Look(RedoxSsoToken token)
    {
        _ = $"{token} {token.Issuer} {token.Subject} {token.Audience} {token.IssuedAt} {token.ExpiresAt}";
        foreach (var claim in Claims)
        {
            _ = token.Text(claim);
        }
    }
}
