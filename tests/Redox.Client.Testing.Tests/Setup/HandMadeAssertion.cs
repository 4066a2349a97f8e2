using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Newtonsoft.Json.Linq;

namespace Redox.Client.Testing.Tests.Setup;

/// <summary>An assertion made by Microsoft.IdentityModel, independent of this project. Valid by default; tests invalidate it.</summary>
internal sealed class HandMadeAssertion
{
    public HandMadeAssertion(RedoxTenant redox)
        : this(redox.ClientId, new RsaSecurityKey(ImportKey(redox.PrivateKeyPem)) { KeyId = redox.KeyId }, redox.BaseAddress, redox.Clock.GetUtcNow())
    {
    }

    public HandMadeAssertion(string clientId, SecurityKey key, Uri exchange, DateTimeOffset time)
    {
        var now = time.ToUnixTimeSeconds();
        Key = key;
        Claims = new JObject
        {
            ["iss"] = clientId,
            ["sub"] = clientId,
            ["aud"] = exchange + "v2/auth/token",
            ["iat"] = now,
            ["exp"] = now + 300,
            ["jti"] = Guid.NewGuid().ToString(),
        };
    }

    public JObject Claims { get; }

    public SecurityKey? Key { get; set; }

    public string Algorithm { get; set; } = SecurityAlgorithms.RsaSha384;

    public string Sign()
    {
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        var payload = Claims.ToString(Newtonsoft.Json.Formatting.None);
        if (Key is null)
        {
            return handler.CreateToken(payload);
        }

        // Its cache is shared by the whole process and may contain a key that another test has disposed.
        Key.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false };
        return handler.CreateToken(payload, new SigningCredentials(Key, Algorithm));
    }

    public static RSA ImportKey(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }
}
