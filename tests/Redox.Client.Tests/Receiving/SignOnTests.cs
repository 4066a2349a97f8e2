using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;
using Shared.Samples;

namespace Redox.Client.Tests.Receiving;

/// <summary>Sign-ons and the token that proves them, signed here by another library.</summary>
public sealed class SignOnTests
{
    private const string Secret = "a secret of the dashboard, long enough for HMAC";
    private static readonly DateTimeOffset Now = new(2024, 3, 4, 13, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Valid_token_shows_its_claims()
    {
        Assert.Equal(RedoxSsoTokenOutcome.Valid, RedoxSsoToken.Validate(Signed(), ["another secret", Secret], Now, out var token));

        Assert.Equal(("the-source", "the-user", "the-destination", "1990000025"), (token!.Issuer, token.Subject, token.Audience, token.Text("npi")));
        Assert.Equal((Now.AddMinutes(-1), Now.AddMinutes(14)), (token.IssuedAt, token.ExpiresAt));
        Assert.Null(token.Text("absent"));
        Assert.Equal("RedoxSsoToken", token.ToString());
    }

    [Theory]
    [InlineData("valid", RedoxSsoTokenOutcome.Valid)]
    [InlineData("times as text", RedoxSsoTokenOutcome.Valid)]
    [InlineData("just expired", RedoxSsoTokenOutcome.Valid)]
    [InlineData("expired", RedoxSsoTokenOutcome.Expired)]
    [InlineData("issued later", RedoxSsoTokenOutcome.NotYetValid)]
    [InlineData("not before", RedoxSsoTokenOutcome.NotYetValid)]
    [InlineData("other secret", RedoxSsoTokenOutcome.WrongSignature)]
    [InlineData("changed", RedoxSsoTokenOutcome.WrongSignature)]
    [InlineData("cut", RedoxSsoTokenOutcome.WrongSignature)]
    [InlineData("none", RedoxSsoTokenOutcome.WrongAlgorithm)]
    [InlineData("HS512", RedoxSsoTokenOutcome.WrongAlgorithm)]
    [InlineData("no issuer", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("no expiry", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("odd expiry", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("crit", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("two parts", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("no Base64", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("no JSON", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("huge", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("empty", RedoxSsoTokenOutcome.Missing)]
    public void Every_token_has_one_outcome(string kind, RedoxSsoTokenOutcome outcome)
    {
        Assert.Equal(outcome, RedoxSsoToken.Validate(Token(kind), [Secret], Now, out var token));

        Assert.Equal(outcome == RedoxSsoTokenOutcome.Valid, token is not null);
    }

    [Fact]
    public void Without_a_secret_no_token_is_valid() =>
        Assert.Equal(RedoxSsoTokenOutcome.NotConfigured, RedoxSsoToken.Validate(Signed(), ["", " "], Now, out _));

    [Theory]
    [InlineData(true, true, 302)]
    [InlineData(false, true, 302)]
    [InlineData(true, false, 401)]
    [InlineData(false, false, 401)]
    public async Task A_user_is_signed_on_with_a_signed_token_only(bool hasVerificationToken, bool isSigned, int status)
    {
        await using var app = App();
        var authorization = ("Authorization", $"Bearer {Token(isSigned ? "valid" : "other secret")}");

        var reply = await app.PostAsync(Sample.Read("sso/sign-on.json"), hasVerificationToken ? [authorization, ("verification-token", TestDestination.Token)] : [authorization]);

        Assert.Equal(status, reply.StatusCode);
        if (status == 302)
        {
            Assert.Equal(("https://clinic.example/session/the-user", RedoxDestinationOutcome.SignedOn), (reply.Location?.ToString(), reply.Outcome));
        }
    }

    [Fact]
    public async Task The_token_of_a_sign_on_opens_the_door_for_sign_ons_alone()
    {
        await using var app = App();

        var reply = await app.PostAsync(TestDestination.Appointment(), ("Authorization", $"Bearer {Signed()}"));

        Assert.Equal(401, reply.StatusCode);
    }

    [Fact]
    public async Task A_sign_on_handler_needs_a_secret()
    {
        await using var app = new TestDestination(destination => destination.AddSignOnHandler<SigningOn>());

        var failure = Assert.Throws<OptionsValidationException>(() => app.Destination);

        Assert.Equal(
            "RedoxDestinationOptions.SsoSecrets: missing, and a sign-on handler is registered. Set the SSO secret, as shown in the Redox dashboard.",
            Assert.Single(failure.Failures));
    }

    private static TestDestination App() => new(
        destination => destination.AddSignOnHandler<SigningOn>().AddHandler<SchedulingNew, Noting<SchedulingNew>>(), options => options.SsoSecrets.Add(Secret));

    private static string Token(string kind) => kind switch
    {
        "times as text" => Signed(claims => (claims["iat"], claims["exp"]) = ($"{Now.ToUnixTimeSeconds()}", $"{Now.AddMinutes(5).ToUnixTimeSeconds()}")),
        "just expired" => Signed(claims => claims["exp"] = Now.AddSeconds(-59).ToUnixTimeSeconds()),
        "expired" => Signed(claims => claims["exp"] = Now.AddSeconds(-60).ToUnixTimeSeconds()),
        "issued later" => Signed(claims => claims["iat"] = Now.AddSeconds(61).ToUnixTimeSeconds()),
        "not before" => Signed(claims => claims["nbf"] = Now.AddSeconds(61).ToUnixTimeSeconds()),
        "other secret" => Signed(secret: "another secret of the dashboard, long enough too"),
        "changed" => Changed(Signed()),
        "cut" => Signed()[..^1],
        "none" => $"{Part("""{"alg":"none"}""")}.{Signed().Split('.')[1]}.{Part("x")}",
        "HS512" => Signed(algorithm: SecurityAlgorithms.HmacSha512, secret: $"{Secret}{Secret}"),
        "no issuer" => Signed(claims => claims.Remove("iss")),
        "no expiry" => Signed(claims => claims.Remove("exp")),
        "odd expiry" => Signed(claims => claims["exp"] = "tomorrow"),
        "crit" => $"{Part("""{"alg":"HS256","crit":["exp"]}""")}.{Signed().Split('.')[1]}.{Part("x")}",
        "two parts" => Signed()[..Signed().LastIndexOf('.')],
        "no Base64" => "a+b.c/d.e=",
        "no JSON" => $"{Part("nothing")}.{Part("[]")}.{Part("x")}",
        "huge" => new string('a', 20_000),
        "empty" => "",
        _ => Signed(),
    };

    private static string Signed(Action<Dictionary<string, object>>? change = null, string secret = Secret, string algorithm = SecurityAlgorithms.HmacSha256)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = "the-source",
            ["sub"] = "the-user",
            ["aud"] = "the-destination",
            ["iat"] = Now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = Now.AddMinutes(14).ToUnixTimeSeconds(),
            ["npi"] = "1990000025",
        };
        change?.Invoke(claims);
        var credentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), algorithm);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(System.Text.Json.JsonSerializer.Serialize(claims), credentials);
    }

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace("the-user", "the-boss", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}";
    }

    private static string Part(string text) => Base64UrlEncoder.Encode(text);

    private sealed class SigningOn : IRedoxSignOnHandler
    {
        public Task<Uri> HandleAsync(SsoSignOn signOn, RedoxSsoToken token, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) =>
            Task.FromResult(new Uri($"https://clinic.example/session/{token.Subject}"));
    }
}
