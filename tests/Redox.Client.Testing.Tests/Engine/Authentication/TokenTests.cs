using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Newtonsoft.Json.Linq;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Engine.Authentication;

public abstract class TokenTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : TokenTests(Transport.InMemory);

    public sealed class OnSocket() : TokenTests(Transport.Socket);

    [Fact]
    public async Task Token_values_and_lifetimes_can_be_set()
    {
        Redox.Auth.UseTokenValues(number => $"CANARY-{number}");
        Redox.Auth.TokenLifetime = TimeSpan.FromSeconds(90);

        var response = await RequestTokenAsync(ValidAssertion().Sign());
        Assert.Equal(("CANARY-1", 90), ((string?)response.Json["access_token"], (int)response.Json["expires_in"]!));
        Assert.Equal("CANARY-2", await GetTokenAsync());

        Clock.Advance(TimeSpan.FromSeconds(89));
        Assert.Equal(200, (await PostAsync(Appointment, "Bearer CANARY-1")).Status);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await PostAsync(Appointment, "Bearer CANARY-1")).Status);
        Assert.Throws<ArgumentOutOfRangeException>(() => Redox.Auth.TokenLifetime = TimeSpan.Zero);
    }

    [Fact]
    public async Task A_valid_assertion_gets_a_token_for_five_minutes()
    {
        var response = await RequestTokenAsync(ValidAssertion().Sign());

        Assert.Equal(200, response.Status);
        Assert.Equal("application/json", response.ContentType?.MediaType);
        Assert.Equal(["access_token", "expires_in", "scope", "token_type"], response.Json.Properties().Select(property => property.Name).Order());
        Assert.Equal("Bearer", (string?)response.Json["token_type"]);
        Assert.Equal(300, (int?)response.Json["expires_in"]);
        var entry = Assert.Single(Redox.Requests.Tokens);
        Assert.True(entry.Accepted);
        Assert.Empty(entry.Problems);
    }

    [Fact]
    public async Task Two_requests_get_two_different_tokens() => Assert.NotEqual(await GetTokenAsync(), await GetTokenAsync());

    [Fact]
    public async Task The_requested_scope_is_granted()
    {
        var response = await RequestTokenAsync(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = AssertionType,
            ["client_assertion"] = ValidAssertion().Sign(),
            ["scope"] = "fhir:development",
        });

        Assert.Equal("fhir:development", (string?)response.Json["scope"]);
    }

    [Theory]
    [InlineData("aud")]
    [InlineData("iat")]
    [InlineData("exp")]
    public async Task Claims_that_working_clients_omit_are_not_required(string claim)
    {
        var assertion = ValidAssertion();
        assertion.Claims.Remove(claim);

        Assert.Equal(200, (await RequestTokenAsync(assertion.Sign())).Status);
    }

    [Theory]
    [InlineData("iss", "IssuerMissing")]
    [InlineData("sub", "SubjectMissing")]
    [InlineData("jti", "AssertionIdMissing")]
    public async Task Claims_that_identify_the_client_or_prevent_replays_are_required(string claim, string problem)
    {
        var assertion = ValidAssertion();
        assertion.Claims.Remove(claim);

        await AssertRefusedAsync(assertion.Sign(), $"Unexpected {claim} claim value", problem);
    }

    [Theory]
    [InlineData(-310, true)]
    [InlineData(-312, false)]
    [InlineData(10, true)]
    [InlineData(12, false)]
    public async Task An_assertion_is_valid_for_five_minutes_and_ten_seconds_of_skew(int issued, bool accepted)
    {
        var assertion = ValidAssertion();
        assertion.Claims["iat"] = (long)assertion.Claims["iat"]! + issued;

        var response = await RequestTokenAsync(assertion.Sign());

        Assert.Equal(accepted ? 200 : 400, response.Status);
    }

    [Fact]
    public async Task An_assertion_that_is_too_old_is_refused()
    {
        var assertion = ValidAssertion().Sign();
        Clock.Advance(TimeSpan.FromSeconds(322));

        await AssertRefusedAsync(assertion, "", "IssuedTooLongAgo", "AssertionExpired");
        Assert.Contains("iat is 322 s ago", Redox.Requests.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assertion_from_the_future_is_refused() => await AssertRefusedAsync("iat", 60, "", "IssuedInFuture");

    [Fact]
    public async Task An_expired_assertion_is_refused() => await AssertRefusedAsync("exp", -12, "", "AssertionExpired");

    [Fact]
    public async Task An_assertion_before_its_time_is_refused() => await AssertRefusedAsync("nbf", 60, "", "AssertionNotYetValid");

    [Fact]
    public async Task A_time_that_is_not_a_number_is_refused()
    {
        var assertion = ValidAssertion();
        assertion.Claims["exp"] = "tomorrow";

        await AssertRefusedAsync(assertion.Sign(), "Unexpected exp claim value", "TimeMalformed");
    }

    [Fact]
    public async Task An_audience_off_by_a_slash_is_refused()
    {
        var assertion = ValidAssertion();
        assertion.Claims["aud"] = assertion.Claims["aud"] + "/";

        await AssertRefusedAsync(assertion.Sign(), "", "AudienceInvalid");
    }

    [Theory]
    [InlineData("https://api.redoxengine.com/v2/auth/token")]
    [InlineData("https://api.ca.redoxengine.com/v2/auth/token")]
    public async Task The_real_audience_is_accepted_with_a_note(string real)
    {
        var assertion = ValidAssertion();
        assertion.Claims["aud"] = new JArray("https://elsewhere.example", real);

        Assert.Equal(200, (await RequestTokenAsync(assertion.Sign())).Status);

        var entry = Redox.Requests.Tokens[^1];
        Assert.Empty(entry.Problems);
        Assert.StartsWith($"aud is '{real}', the token endpoint of the real Redox", Assert.Single(entry.Notes), StringComparison.Ordinal);
        Assert.Contains("TokenAudienceReal", entry.Behaviours.Select(behaviour => behaviour.Id));
        await Redox.VerifyAsync();
    }

    [Fact]
    public async Task Another_audience_is_accepted_only_if_configured()
    {
        const string other = "https://gateway.example/v2/auth/token";
        var assertion = ValidAssertion();
        assertion.Claims["aud"] = other;
        await AssertRefusedAsync(assertion.Sign(), "", "AudienceInvalid");

        await RestartAsync(options => options.AdditionalAudiences.Add(other));
        assertion = ValidAssertion();
        assertion.Claims["aud"] = new JArray("https://elsewhere.example", other);
        Assert.Equal(200, (await RequestTokenAsync(assertion.Sign())).Status);
        Assert.Empty(Redox.Requests.Tokens[^1].Notes);
    }

    [Fact]
    public async Task An_unknown_client_is_refused()
    {
        var assertion = ValidAssertion();
        assertion.Claims["iss"] = assertion.Claims["sub"] = "somebody-else";

        await AssertRefusedAsync(assertion.Sign(), KeyNotFound, "ClientUnknown");
    }

    [Fact]
    public async Task A_subject_that_is_not_the_issuer_is_refused()
    {
        var assertion = ValidAssertion();
        assertion.Claims["sub"] = "somebody-else";

        await AssertRefusedAsync(assertion.Sign(), "Unexpected sub claim value", "SubjectNotIssuer");
    }

    [Fact]
    public async Task An_unknown_key_is_refused()
    {
        var assertion = ValidAssertion();
        assertion.Key!.KeyId = "an-older-key";

        await AssertRefusedAsync(assertion.Sign(), KeyNotFound, "KeyIdUnknown");
    }

    [Fact]
    public async Task An_assertion_without_a_key_ID_is_refused()
    {
        var assertion = ValidAssertion();
        assertion.Key!.KeyId = null;

        await AssertRefusedAsync(assertion.Sign(), "JWT header kid property is required", "KeyIdMissing");
    }

    [Fact]
    public async Task A_signature_by_another_key_is_refused()
    {
        using var other = RSA.Create(2048);
        var assertion = ValidAssertion();
        assertion.Key = new RsaSecurityKey(other) { KeyId = Redox.KeyId };

        await AssertRefusedAsync(assertion.Sign(), "", "SignatureInvalid");
    }

    [Fact]
    public async Task Claims_changed_after_signing_are_refused()
    {
        var parts = ValidAssertion().Sign().Split('.');
        var claims = JObject.Parse(Base64UrlEncoder.Decode(parts[1]));
        claims["jti"] = "another";
        parts[1] = Base64UrlEncoder.Encode(claims.ToString());

        await AssertRefusedAsync(string.Join('.', parts), "", "SignatureInvalid");
    }

    [Fact]
    public async Task Another_RSA_algorithm_is_refused()
    {
        var assertion = ValidAssertion();
        assertion.Algorithm = SecurityAlgorithms.RsaSha256;

        await AssertRefusedAsync(assertion.Sign(), "", "AlgorithmNotAccepted");
    }

    [Fact]
    public async Task An_unsigned_assertion_is_refused()
    {
        var claims = Base64UrlEncoder.Encode(ValidAssertion().Claims.ToString());
        var header = Base64UrlEncoder.Encode($$"""{"alg":"none","kid":"{{Redox.KeyId}}"}""");

        await AssertRefusedAsync($"{header}.{claims}.", "", "AlgorithmNotAccepted");
    }

    [Fact]
    public async Task The_public_key_as_a_shared_secret_is_refused()
    {
        using var rsa = HandMadeAssertion.ImportKey(Redox.PrivateKeyPem);
        var assertion = ValidAssertion();
        assertion.Key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(rsa.ExportSubjectPublicKeyInfoPem())) { KeyId = Redox.KeyId };
        assertion.Algorithm = SecurityAlgorithms.HmacSha384;

        await AssertRefusedAsync(assertion.Sign(), "", "AlgorithmNotAccepted");
    }

    [Fact]
    public async Task The_journal_lists_every_problem_and_the_response_the_first()
    {
        var assertion = ValidAssertion();
        assertion.Claims["sub"] = "somebody-else";
        assertion.Claims["aud"] = "https://elsewhere.example";
        assertion.Claims["iat"] = 0;
        assertion.Key!.KeyId = "an-older-key";

        await AssertRefusedAsync(assertion.Sign(), KeyNotFound, "KeyIdUnknown", "SubjectNotIssuer", "AudienceInvalid", "IssuedTooLongAgo");
    }
}
