using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Redox.Client.Testing;

namespace Redox.Client.Tests.Setup;

/// <summary>Reads token requests with another implementation of JWT than ours: Microsoft.IdentityModel.</summary>
internal static class SentAssertion
{
    public static SecurityKey PublicRsa { get; } = ImportRsa();

    public static Dictionary<string, string> Form(RecordedRequest request) => request.Text.Split('&')
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]));

    public static JsonWebToken Of(RecordedRequest request) => new(Form(request)["client_assertion"]);

    /// <summary>The assertion of the latest token request, whose signature, algorithm, issuer, audience and lifetime are checked.</summary>
    public static async Task<JsonWebToken> ValidateAsync(TestApp app, SecurityKey key, string algorithm = "RS384", string? audience = null)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(Form(app.TokenRequests[^1])["client_assertion"], new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidAlgorithms = [algorithm],
            ValidIssuer = app.Redox.ClientId,
            ValidAudience = audience ?? new Uri(app.Redox.BaseAddress, "v2/auth/token").AbsoluteUri,
            LifetimeValidator = (_, until, _, _) => until > app.Clock.GetUtcNow().UtcDateTime,
            RequireExpirationTime = true,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        return (JsonWebToken)result.SecurityToken;
    }

    private static RsaSecurityKey ImportRsa()
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(TestKeys.PublicRsa);
        return new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false));
    }
}
