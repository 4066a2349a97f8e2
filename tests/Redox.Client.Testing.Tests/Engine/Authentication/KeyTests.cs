using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.Authentication;

/// <summary>Several keys of one client, keys on P-384, and revocation.</summary>
public abstract class KeyTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : KeyTests(Transport.InMemory);

    public sealed class OnSocket() : KeyTests(Transport.Socket);

    [Fact]
    public async Task A_key_on_P_384_signs_with_ES384()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Redox.Auth.RegisterKey("ec", ec.ExportSubjectPublicKeyInfoPem());
        var assertion = ValidAssertion();
        (assertion.Key, assertion.Algorithm) = (new ECDsaSecurityKey(ec) { KeyId = "ec" }, SecurityAlgorithms.EcdsaSha384);

        Assert.Equal(200, (await RequestTokenAsync(assertion.Sign())).Status);
        Assert.Equal(["ec", Redox.KeyId], Redox.Auth.KeyIds);
    }

    [Fact]
    public async Task A_key_signs_only_with_the_algorithm_of_its_kind()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Redox.Auth.RegisterKey("ec", ec.ExportSubjectPublicKeyInfoPem());
        var assertion = ValidAssertion();
        assertion.Key!.KeyId = "ec";

        await AssertRefusedAsync(assertion.Sign(), "", "AlgorithmNotAccepted");
        Assert.Contains("alg is 'RS384'; expected ES384.", Redox.Requests.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_key_is_unknown_and_the_others_remain_valid()
    {
        using var rsa = RSA.Create(2048);
        Redox.Auth.RegisterKey("second", rsa.ExportSubjectPublicKeyInfoPem());
        Assert.True(Redox.Auth.RemoveKey(Redox.KeyId));
        Assert.False(Redox.Auth.RemoveKey(Redox.KeyId));

        await AssertRefusedAsync(ValidAssertion().Sign(), KeyNotFound, "KeyIdUnknown");
        var assertion = ValidAssertion();
        assertion.Key = new RsaSecurityKey(rsa) { KeyId = "second" };
        Assert.Equal(200, (await RequestTokenAsync(assertion.Sign())).Status);
    }

    [Fact]
    public void A_key_for_neither_algorithm_cannot_be_registered()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Throws<ArgumentException>(() => Redox.Auth.RegisterKey("p256", other.ExportSubjectPublicKeyInfoPem()));
        Assert.Throws<ArgumentException>(() => Redox.Auth.RegisterKey("none", "no key"));
    }

    [Fact]
    public async Task A_revoked_token_is_refused_and_the_next_one_accepted()
    {
        var token = await GetTokenAsync();
        Redox.Auth.RevokeTokens();

        Assert.Equal(401, (await PostAsync(Appointment, "Bearer " + token)).Status);
        Assert.Equal(RequestProblemKind.BearerTokenRevoked, Assert.Single(Redox.Requests.Messages[^1].Problems).Kind);
        Assert.Equal(200, (await PostWithTokenAsync(Appointment)).Status);
    }
}
