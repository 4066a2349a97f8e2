using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Redox.Client.Testing.Tests;

/// <summary>Several keys of one client, keys on P-384, and revocation.</summary>
public abstract partial class ExchangeTests
{
    [Fact]
    public async Task A_key_on_P_384_signs_with_ES384()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        _redox.Auth.RegisterKey("ec", ec.ExportSubjectPublicKeyInfoPem());
        var assertion = ValidAssertion();
        (assertion.Key, assertion.Algorithm) = (new ECDsaSecurityKey(ec) { KeyId = "ec" }, SecurityAlgorithms.EcdsaSha384);

        Assert.Equal(200, (await RequestTokenAsync(assertion.Sign())).Status);
        Assert.Equal(["ec", _redox.KeyId], _redox.Auth.KeyIds);
    }

    [Fact]
    public async Task A_key_signs_only_with_the_algorithm_of_its_kind()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        _redox.Auth.RegisterKey("ec", ec.ExportSubjectPublicKeyInfoPem());
        var assertion = ValidAssertion();
        assertion.Key!.KeyId = "ec";

        await AssertRefusedAsync(assertion.Sign(), "", "AlgorithmNotAccepted");
        Assert.Contains("alg is 'RS384'; expected ES384.", _redox.Requests.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_key_is_unknown_and_the_others_remain_valid()
    {
        using var rsa = RSA.Create(2048);
        _redox.Auth.RegisterKey("second", rsa.ExportSubjectPublicKeyInfoPem());
        Assert.True(_redox.Auth.RemoveKey(_redox.KeyId));
        Assert.False(_redox.Auth.RemoveKey(_redox.KeyId));

        await AssertRefusedAsync(ValidAssertion().Sign(), KeyNotFound, "KeyIdUnknown");
        var assertion = ValidAssertion();
        assertion.Key = new RsaSecurityKey(rsa) { KeyId = "second" };
        Assert.Equal(200, (await RequestTokenAsync(assertion.Sign())).Status);
    }

    [Fact]
    public void A_key_for_neither_algorithm_cannot_be_registered()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Throws<ArgumentException>(() => _redox.Auth.RegisterKey("p256", other.ExportSubjectPublicKeyInfoPem()));
        Assert.Throws<ArgumentException>(() => _redox.Auth.RegisterKey("none", "no key"));
    }

    [Fact]
    public async Task A_revoked_token_is_refused_and_the_next_one_accepted()
    {
        var token = await GetTokenAsync();
        _redox.Auth.RevokeTokens();

        Assert.Equal(401, (await PostAsync(Appointment, "Bearer " + token)).Status);
        Assert.Equal(RequestProblemKind.BearerTokenRevoked, Assert.Single(_redox.Requests.Messages[^1].Problems).Kind);
        Assert.Equal(200, (await PostWithTokenAsync(Appointment)).Status);
    }
}
