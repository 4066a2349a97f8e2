using System.Text.Json.Nodes;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>The token request, read by another implementation of JWT than ours.</summary>
public sealed class AssertionTests
{
    public static TheoryData<string> RsaForms => ["PKCS#8", "PKCS#1", "encrypted", "JWK", "JWK with leading zeros", "on one line", "on one line, from Windows", "bytes with their mark", "beside its certificate"];

    public static TheoryData<string> EcForms => ["PKCS#8", "SEC1", "encrypted", "JWK"];

    [Theory]
    [MemberData(nameof(RsaForms))]
    public async Task Assertion_by_any_form_of_RSA_key_is_valid(string form)
    {
        await using var app = new TestApp(options => (options.Credentials.PrivateKey, options.Credentials.PrivateKeyPassword) = form switch
        {
            "PKCS#8" => (TestKeys.Rsa, null),
            "PKCS#1" => (TestKeys.Text("rsa-2048.pkcs1"), null),
            "encrypted" => (TestKeys.Text("rsa-2048.encrypted"), TestKeys.Password),
            "JWK" => (TestKeys.Jwk(TestKeys.Rsa).ToString(), null),
            "JWK with leading zeros" => (WithLeadingZeros(TestKeys.Jwk(TestKeys.Rsa)), null),
            "on one line" => (TestKeys.Rsa.ReplaceLineEndings("\\n"), null),
            "on one line, from Windows" => (TestKeys.Rsa.ReplaceLineEndings("\\r\\n") + "\n", null),
            "bytes with their mark" => ('\uFEFF' + TestKeys.Rsa, null),
            _ => (TestKeys.PublicRsa + TestKeys.Rsa, (string?)null),
        });

        await app.Client.SendAsync(TestApp.Appointment());

        var token = await SentAssertion.ValidateAsync(app, SentAssertion.PublicRsa);
        Assert.Equal("the-key", token.Kid);
        Assert.Equal("JWT", token.Typ);
        Assert.Equal(app.Redox.ClientId, token.Subject);
        Assert.Equal(app.Clock.GetUtcNow().UtcDateTime.AddSeconds(-10), token.IssuedAt); // A clock that is a little ahead does no harm.
        Assert.Equal(token.IssuedAt.AddSeconds(300), token.ValidTo);
        Assert.NotEmpty(token.Id);
    }

    [Theory]
    [MemberData(nameof(EcForms))]
    public async Task Assertion_by_any_form_of_EC_key_is_valid(string form)
    {
        await using var app = new TestApp(options => (options.Credentials.PrivateKey, options.Credentials.PrivateKeyPassword) = form switch
        {
            "PKCS#8" => (TestKeys.Ec, null),
            "SEC1" => (TestKeys.Text("ec-p384.sec1"), null),
            "encrypted" => (TestKeys.EncryptedEc(), TestKeys.Password),
            _ => (TestKeys.Jwk(TestKeys.Ec).ToString(), (string?)null),
        });
        var key = form == "SEC1" ? TestKeys.Text("ec-p384.sec1") : TestKeys.Ec;
        app.Redox.Auth.RegisterKey("the-key", key);

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal("the-key", (await SentAssertion.ValidateAsync(app, TestKeys.PublicEc(key), "ES384")).Kid);
    }

    [Theory]
    [InlineData(null, "kid-of-the-jwk")]
    [InlineData("kid-of-the-settings", "kid-of-the-settings")]
    public async Task The_key_ID_of_a_JWK_stands_unless_the_settings_name_one(string? setting, string expected)
    {
        await using var app = new TestApp(options => (options.Credentials.KeyId, options.Credentials.PrivateKey) = (setting, TestKeys.Jwk(TestKeys.Rsa, "kid-of-the-jwk").ToString()));
        app.Redox.Auth.RegisterKey(expected, TestKeys.PublicRsa);

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(expected, (await SentAssertion.ValidateAsync(app, SentAssertion.PublicRsa)).Kid);
    }

    [Fact]
    public async Task The_token_request_is_a_form_as_RFC_7523_wants_it()
    {
        var redox = new Gateway(new RedoxClientOptions().BaseAddress.AbsoluteUri);
        await using var app = new TestApp(gateway: redox);

        await app.Client.SendAsync(TestApp.Appointment());

        var request = Assert.Single(app.TokenRequests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("https://api.redoxengine.com/v2/auth/token", redox.Asked[0]);
        Assert.Equal("application/x-www-form-urlencoded", request.ContentType);
        Assert.Null(request.Authorization);
        var form = SentAssertion.Form(request);
        Assert.Equal(["client_assertion", "client_assertion_type", "grant_type"], form.Keys.Order());
        Assert.Equal("client_credentials", form["grant_type"]);
        Assert.Equal("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", form["client_assertion_type"]);
    }

    [Fact]
    public async Task A_scope_is_sent_when_it_is_configured()
    {
        await using var app = new TestApp(options => options.Credentials.Scope = "fhir:production");

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal("fhir:production", SentAssertion.Form(app.TokenRequests[0])["scope"]);
    }

    [Theory]
    [InlineData("https://api.ca.redoxengine.com", "https://api.ca.redoxengine.com/v2/auth/token")]
    [InlineData("https://gateway.example/redox/", "https://gateway.example/redox/v2/auth/token")]
    public async Task Audience_and_paths_follow_the_base_address(string address, string expected)
    {
        var gateway = new Gateway(address);
        await using var app = new TestApp(gateway: gateway);

        await app.Client.SendAsync(TestApp.Appointment());

        await SentAssertion.ValidateAsync(app, SentAssertion.PublicRsa, audience: expected);
        Assert.Equal([expected, $"{address.TrimEnd('/')}/endpoint"], gateway.Asked);
    }

    [Fact]
    public async Task The_audience_can_be_set_for_a_gateway_that_Redox_does_not_know()
    {
        var gateway = new Gateway("https://gateway.example") { Audience = "https://api.redoxengine.com/v2/auth/token" };
        await using var app = new TestApp(options => options.Credentials.Audience = gateway.Audience, gateway: gateway);

        await app.Client.SendAsync(TestApp.Appointment());

        await SentAssertion.ValidateAsync(app, SentAssertion.PublicRsa, audience: gateway.Audience);
        Assert.Equal("https://gateway.example/v2/auth/token", gateway.Asked[0]);
    }

    [Fact]
    public async Task Every_assertion_has_an_ID_of_its_own()
    {
        await using var app = new TestApp();
        for (var i = 0; i < 5; i++)
        {
            await app.Client.SendAsync(TestApp.Appointment());
            app.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(5, app.TokenRequests.Select(request => SentAssertion.Of(request).Id).Distinct().Count());
    }

    private static string WithLeadingZeros(JsonObject jwk)
    {
        // Some writers put zeros before a number.
        var exponent = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.DecodeBytes((string)jwk["e"]!);
        jwk["e"] = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode([0, 0, .. exponent]);
        return jwk.ToJsonString();
    }
}
