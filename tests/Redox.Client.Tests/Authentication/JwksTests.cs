using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>The exported set, read and used by another implementation.</summary>
public sealed class JwksTests
{
    [Fact]
    public async Task The_exported_set_verifies_what_the_client_signs()
    {
        var credentials = new RedoxCredentials
        {
            KeyId = "new",
            PrivateKey = TestKeys.Text("rsa-2048.encrypted"),
            PrivateKeyPassword = TestKeys.Password,
            PreviousKey = new() { PrivateKey = TestKeys.Jwk(TestKeys.Ec, "old").ToString() },
        };

        var set = new JsonWebKeySet(RedoxJwks.Export(credentials));

        Assert.Equal([("new", "RS384", "RSA", "sig"), ("old", "ES384", "EC", "sig")], set.Keys.Select(key => (key.Kid, key.Alg, key.Kty, key.Use)));
        Assert.All(set.Keys, key => Assert.False(key.HasPrivateKey));
        await using var app = new TestApp();
        await app.Client.SendAsync(TestApp.Appointment());
        await SentAssertion.ValidateAsync(app, set.Keys[0]);
        await using var ec = new TestApp(options => options.Credentials.PrivateKey = TestKeys.Ec);
        ec.Redox.Auth.RegisterKey("the-key", TestKeys.Ec);
        await ec.Client.SendAsync(TestApp.Appointment());
        await SentAssertion.ValidateAsync(ec, set.Keys[1], "ES384");
    }

    [Fact]
    public void No_private_member_is_ever_exported()
    {
        var json = JsonNode.Parse(RedoxJwks.Export(
            new RedoxPrivateKey { KeyId = "a", PrivateKey = TestKeys.Rsa },
            new RedoxPrivateKey { KeyId = "b", PrivateKeyPath = TestKeys.Path("ec-p384.sec1") }))!;

        Assert.Equal(["kid", "use", "alg", "kty", "n", "e"], json["keys"]![0]!.AsObject().Select(member => member.Key));
        Assert.Equal(["kid", "use", "alg", "kty", "crv", "x", "y"], json["keys"]![1]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public void A_key_without_an_ID_or_without_content_is_an_error()
    {
        var nameless = Assert.Throws<RedoxConfigurationException>(() => RedoxJwks.Export(new RedoxPrivateKey { PrivateKey = TestKeys.Rsa }));
        Assert.Equal("RedoxPrivateKey.KeyId: missing. A key that is registered with Redox has an ID (kid): set one of your choice.", nameless.Message);

        var empty = Assert.Throws<RedoxConfigurationException>(() => RedoxJwks.Export(new RedoxPrivateKey()));
        Assert.StartsWith("RedoxPrivateKey.PrivateKeyPath: missing.", empty.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new\n")]
    [InlineData("n\ud83e")]
    public void ID_with_invisible_characters_is_an_error(string keyId)
    {
        var exception = Assert.Throws<RedoxConfigurationException>(() => RedoxJwks.Export(new RedoxPrivateKey { KeyId = keyId, PrivateKey = TestKeys.Rsa }));

        Assert.StartsWith("RedoxPrivateKey.KeyId: ", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => RedoxJwks.Export([null!]));
    }
}
