using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.Authentication;

/// <summary>Assertions that are sent more than once.</summary>
public abstract class AssertionReuseTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : AssertionReuseTests(Transport.InMemory);

    public sealed class OnSocket() : AssertionReuseTests(Transport.Socket);

    [Fact]
    public async Task An_assertion_is_accepted_again_with_a_note()
    {
        var assertion = ValidAssertion().Sign();
        await GetTokenAsync();
        Assert.Equal(200, (await RequestTokenAsync(assertion)).Status);

        Assert.Equal(200, (await RequestTokenAsync(assertion)).Status);

        Assert.Equal([0, 0, 1], Redox.Requests.Tokens.Select(entry => entry.Notes.Count));
        Assert.StartsWith("jti was first seen in request #2.", Redox.Requests.Tokens[^1].Notes[0], StringComparison.Ordinal);
        Assert.Contains("    Note: jti was first seen in request #2.", Redox.Requests.ToString(), StringComparison.Ordinal);
        Assert.Empty(Redox.Requests.Tokens[^1].Problems);
        await Redox.VerifyAsync();
    }

    [Fact]
    public async Task An_assertion_is_accepted_only_once_if_configured()
    {
        await RestartAsync(options => options.RefuseReusedAssertions = true);
        var assertion = ValidAssertion().Sign();
        await GetTokenAsync();
        Assert.Equal(200, (await RequestTokenAsync(assertion)).Status);

        await AssertRefusedAsync(assertion, "", "AssertionIdReused");
        Assert.Contains("first seen in request #2", Redox.Requests.Tokens[^1].Problems[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_assertion_does_not_use_up_an_ID()
    {
        await RestartAsync(options => options.RefuseReusedAssertions = true);
        var assertion = ValidAssertion();
        var valid = assertion.Sign();
        using var other = RSA.Create(2048);
        assertion.Key = new RsaSecurityKey(other) { KeyId = Redox.KeyId };
        await AssertRefusedAsync(assertion.Sign(), "", "SignatureInvalid");

        Assert.Equal(200, (await RequestTokenAsync(valid)).Status);
    }
}
