using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.Logging;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>Whatever stands in a JWT, signed or not: one of the documented outcomes, and no exception.</summary>
public sealed class SsoTokenTextTests
{
    private const string Secret = SignOnToken.Secret;
    private const string Header = """{"alg":"HS256","typ":"JWT"}""";
    private const string Claims = """{"iss":"source","sub":"user","aud":"destination","iat":1709557140,"exp":1709558040}""";
    private static readonly DateTimeOffset Now = new(2024, 3, 4, 13, 0, 0, TimeSpan.Zero);

    private static readonly byte[][] Pieces =
    [
        .. new[] { "\\ud800", "\\udc00", "\\u0000", "\"", "{", "[", "]", "}", ":", ",", "\\", "1e999", "null", "exp", "alg" }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0xed, 0xa0, 0x80],
    ];

    [Theory]
    [InlineData("""{"alg":"\ud800"}""", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("""{"alg":"HS256\udc00"}""", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("""{"alg":"HS256","kid":"\ud800"}""", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("""{"alg":"HS256","\ud800":1}""", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("""{"\ud800":1,"alg":"HS256"}""", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("""{"alg":"HS256","jwk":{"k":["\uDFFF"]}}""", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("""{"alg":"none","alg":"HS256"}""", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("""{"alg":"HS256","\u0061lg":"none"}""", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("""{"alg":"HS256","cri\u0074":["exp"]}""", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("""{"alg":["HS256"]}""", RedoxSsoTokenOutcome.WrongAlgorithm)]
    [InlineData("""{"alg":{"":"HS256"}}""", RedoxSsoTokenOutcome.WrongAlgorithm)]
    [InlineData("""{"alg":1e999999}""", RedoxSsoTokenOutcome.WrongAlgorithm)]
    [InlineData("""{"alg":"hs256"}""", RedoxSsoTokenOutcome.WrongAlgorithm)]
    [InlineData("""{"al\u0067":"HS\u003256"}""", RedoxSsoTokenOutcome.Valid)]
    [InlineData("""{"alg":"HS256","typ":"\ud83d\ude00"}""", RedoxSsoTokenOutcome.Valid)]
    [InlineData("[\"HS256\"]", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("null", RedoxSsoTokenOutcome.Malformed)]
    public void A_header_may_hold_anything(string header, RedoxSsoTokenOutcome outcome) => AssertOutcome(outcome, Signed(header, Claims));

    [Theory]
    [InlineData("\"iss\":\"source\"", "\"iss\":\"\\ud800\"", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("\"sub\":\"user\"", "\"sub\":\"user\\udc00\"", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("\"aud\":\"destination\"", "\"aud\":\"\\ud800\"", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("\"exp\":1709558040", "\"exp\":\"\\ud800\"", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("\"iat\":1709557140", "\"iat\":\"1709557140\\ud800\"", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("{", "{\"npi\":\"\\ud800\",", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("{", "{\"\\ud800\":1,", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("{", "{\"patient_ids\":[{\"ID\":\"\\udfff\"}],", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("{", "{\"sub\":\"the boss\",", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("{", "{\"nbf\":\"tomorrow\",", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("{", "{\"nbf\":[1709557140],", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("{", "{\"nbf\":1e999999,", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("\"aud\":\"destination\"", "\"aud\":[\"destination\"]", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("\"sub\":\"user\"", "\"sub\":7", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("\"exp\":1709558040", "\"exp\":1e999999", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("\"exp\":1709558040", "\"exp\":-1", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("\"exp\":1709558040", "\"exp\":\"NaN\"", RedoxSsoTokenOutcome.Malformed)]
    [InlineData("\"exp\":1709558040", "\"exp\":253402300798", RedoxSsoTokenOutcome.Valid)]
    [InlineData("\"iat\":1709557140", "\"iat\":0", RedoxSsoTokenOutcome.Valid)]
    [InlineData("\"iat\":1709557140", "\"iat\":253402300798", RedoxSsoTokenOutcome.NotYetValid)]
    [InlineData("\"exp\":1709558040", "\"exp\":0.5", RedoxSsoTokenOutcome.Expired)]
    public void Claims_may_be_anything(string claim, string replacement, RedoxSsoTokenOutcome outcome) =>
        AssertOutcome(outcome, Signed(Header, Claims.Replace(claim, replacement, StringComparison.Ordinal)));

    /// <summary>One token has one text: Base64url without padding, line breaks or white space. (RFC 7515 section 2)</summary>
    [Theory]
    [InlineData("%")]
    [InlineData("=")]
    [InlineData(" ")]
    [InlineData("\t")]
    [InlineData("\r\n")]
    public void A_part_may_hold_nothing_but_its_letters(string foreign)
    {
        var parts = SignOnToken.Of(Now).Split('.');
        for (var part = 0; part < parts.Length; part++)
        {
            AssertOutcome(RedoxSsoTokenOutcome.Malformed, string.Join('.', parts.Select((text, at) => at == part ? text + foreign : text)));
            AssertOutcome(RedoxSsoTokenOutcome.Malformed, string.Join('.', parts.Select((text, at) => at == part ? text[..4] + foreign + text[4..] : text)));
        }
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_and_any_depth_are_malformed()
    {
        var latin = Encoding.Latin1.GetBytes(Claims.Replace("user", "jos\u00e9", StringComparison.Ordinal));
        AssertOutcome(RedoxSsoTokenOutcome.Malformed, Signed(Encoding.UTF8.GetBytes(Header), latin));
        AssertOutcome(RedoxSsoTokenOutcome.Malformed, Signed("""{"alg":"HS256","x":""" + new string('[', 2_000) + new string(']', 2_000) + "}", Claims));
        AssertOutcome(RedoxSsoTokenOutcome.Malformed, Signed(Header + " x", Claims));
        AssertOutcome(RedoxSsoTokenOutcome.Malformed, Signed("\uFEFF\uFEFF" + Header, Claims));
    }

    [Fact]
    public void Any_time_and_any_difference_of_clocks_may_be_given()
    {
        foreach (var now in new[] { DateTimeOffset.MinValue, Now, DateTimeOffset.MaxValue })
        {
            foreach (var skew in new[] { TimeSpan.MinValue, TimeSpan.Zero, TimeSpan.MaxValue })
            {
                Assert.True(Enum.IsDefined(RedoxSsoToken.Validate(Signed(Header, Claims), [Secret], now, out _, skew)));
            }
        }
    }

    /// <summary>Bytes of both parts changed, dropped and put in, signed afterwards, so that nothing is stopped by the signature alone.</summary>
    [Fact]
    public async Task A_damaged_token_has_an_outcome_at_the_endpoint_too()
    {
        var damage = Gen.Select(Gen.Int[0, 120], Gen.Int[0, 6], Gen.Int[0, Pieces.Length - 1], Gen.Bool).Array[1, 4];
        await using var app = new TestDestination(destination => destination.AddSignOnHandler<Reading>(), options => options.SsoSecrets.Add(Secret));

        await Gen.Select(damage, damage).SampleAsync(
            async (ofHeader, ofClaims) =>
            {
                var token = Signed(Damaged(Header, ofHeader), Damaged(Claims, ofClaims));
                var outcome = RedoxSsoToken.Validate(token, [Secret], Now, out var validated);
                Assert.True(Enum.IsDefined(outcome));
                Assert.Equal(outcome == RedoxSsoTokenOutcome.Valid, validated is not null);
                if (validated is not null)
                {
                    Assert.All(validated.Claims.EnumerateObject(), claim => Assert.True(claim.Value.ValueKind != JsonValueKind.String || claim.Value.GetString() == validated.Text(claim.Name)));
                }

                var reply = await app.PostAsync("""{"Meta":{"DataModel":"SSO","EventType":"Sign-on"}}""", ("Authorization", $"Bearer {token}"));
                Assert.Equal(outcome == RedoxSsoTokenOutcome.Valid ? 302 : 401, reply.StatusCode);
            },
            iter: 3_000);
    }

    [Theory]
    [InlineData("expired", "its SSO token expired at 2024-03-04T12:59:00Z, 60 s ago.")]
    [InlineData("later", "its SSO token is valid from 2024-03-04T13:02:00Z, in 120 s: compare the clock of this machine.")]
    [InlineData("not before", "its SSO token is valid from 2024-03-04T13:02:00Z, in 120 s: compare the clock of this machine.")]
    [InlineData("signature", "its SSO token was signed with none of the configured SSO secrets, or was changed.")]
    [InlineData("none", "its SSO token is signed with none, but only HS256 is accepted.")]
    [InlineData("RS256", "its SSO token is signed with RS256, but only HS256 is accepted.")]
    [InlineData("foreign", "its SSO token is signed with another algorithm, but only HS256 is accepted.")]
    [InlineData("no subject", "its SSO token has no claim 'sub' that is text.")]
    [InlineData("audiences", "its SSO token has no claim 'aud' that is text.")]
    [InlineData("no expiry", "its SSO token has no claim 'exp' that is a time.")]
    [InlineData("odd nbf", "its SSO token has a claim 'nbf' that is not a time.")]
    [InlineData("crit", "its SSO token requires extensions that are not supported (crit).")]
    [InlineData("broken", "its SSO token is not a JWT: its parts must be Base64url, and the first two JSON objects in Unicode without duplicate members.")]
    [InlineData("not a JWT", "the verification token in its header 'Authorization' is not one of the configured ones.")]
    public async Task The_log_says_what_is_wrong_with_a_token(string kind, string reason)
    {
        await using var app = new TestDestination(destination => destination.AddSignOnHandler<Reading>(), options => options.SsoSecrets.Add(Secret));
        string Claim(string claim, string replacement) => Signed(Header, Claims.Replace(claim, replacement, StringComparison.Ordinal));
        var token = kind switch
        {
            "expired" => Claim("1709558040", "1709557140"),
            "later" => Claim("1709557140", "1709557320"),
            "not before" => Claim("{", "{\"nbf\":1709557320,"),
            "signature" => $"{Signed(Header, "{}")[..Signed(Header, "{}").LastIndexOf('.')]}.{Signed(Header, Claims).Split('.')[2]}",
            "none" => Signed("""{"alg":"none"}""", Claims),
            "RS256" => Signed("""{"alg":"RS256"}""", Claims),
            "foreign" => Signed("""{"alg":"CANARY"}""", Claims),
            "no subject" => Claim("\"sub\":\"user\",", ""),
            "audiences" => Claim("\"destination\"", "[\"destination\"]"),
            "no expiry" => Claim(",\"exp\":1709558040", ""),
            "odd nbf" => Claim("{", "{\"nbf\":\"CANARY\","),
            "crit" => Signed("""{"alg":"HS256","crit":["CANARY"]}""", Claims),
            "broken" => "CANARY.CANARY.CANARY",
            _ => "CANARY",
        };

        var reply = await app.PostAsync("""{"Meta":{"DataModel":"SSO","EventType":"Sign-on"}}""", ("Authorization", $"Bearer {token}"));

        Assert.Equal((401, RedoxDestinationOutcome.Unverified), (reply.StatusCode, reply.Outcome));
        var line = Assert.Single(app.Services.GetFakeLogCollector().GetSnapshot());
        Assert.Equal((62, LogLevel.Warning, $"Refused a request to the destination 'default': {reason}"), (line.Id.Id, line.Level, line.Message));
    }

    /// <summary>The sender is proven by its verification token, and the sign-on is not.</summary>
    [Theory]
    [InlineData(null, "it is a sign-on, and its SSO token is missing.")]
    [InlineData("1709557140", "it is a sign-on, and its SSO token expired at 2024-03-04T12:59:00Z, 60 s ago.")]
    public async Task A_sign_on_of_a_proven_sender_says_what_is_wrong_with_its_token(string? expiry, string reason)
    {
        await using var app = new TestDestination(destination => destination.AddSignOnHandler<Reading>(), options => options.SsoSecrets.Add(Secret));
        (string, string)[] token = expiry is null ? [] : [("Authorization", $"Bearer {Signed(Header, Claims.Replace("1709558040", expiry, StringComparison.Ordinal))}")];

        var reply = await app.PostAsync("""{"Meta":{"DataModel":"SSO","EventType":"Sign-on"}}""", [("verification-token", TestDestination.Token), .. token]);

        Assert.Equal(401, reply.StatusCode);
        Assert.Contains(reason, app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_of_a_sign_on_for_anything_else_is_refused_with_that_reason()
    {
        await using var app = new TestDestination(destination => destination.AddSignOnHandler<Reading>(), options => options.SsoSecrets.Add(Secret));

        var reply = await app.PostAsync(TestDestination.Appointment(), ("Authorization", $"Bearer {Signed(Header, Claims)}"));

        Assert.Equal(401, reply.StatusCode);
        Assert.Contains("its SSO token is valid for sign-ons only", app.Log, StringComparison.Ordinal);
    }

    private static void AssertOutcome(RedoxSsoTokenOutcome outcome, string token)
    {
        Assert.Equal(outcome, RedoxSsoToken.Validate(token, [Secret], Now, out var validated));
        Assert.Equal(outcome == RedoxSsoTokenOutcome.Valid, validated is not null);
    }

    private static byte[] Damaged(string json, (int Place, int Dropped, int Piece, bool Inserts)[] damage)
    {
        var bytes = Encoding.UTF8.GetBytes(json).ToList();
        foreach (var (place, dropped, piece, inserts) in damage)
        {
            var at = place % (bytes.Count + 1);
            bytes.RemoveRange(at, Math.Min(dropped, bytes.Count - at));
            bytes.InsertRange(at, inserts ? Pieces[piece] : []);
        }

        return [.. bytes];
    }

    private static string Signed(string header, string claims) => SignOnToken.Of(header, claims);

    private static string Signed(byte[] header, byte[] claims) => SignOnToken.Of(header, claims);

    private sealed class Reading : IRedoxSignOnHandler
    {
        public Task<Uri> HandleAsync(SsoSignOn signOn, RedoxSsoToken token, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) =>
            Task.FromResult(new Uri($"https://clinic.example/session/{Uri.EscapeDataString($"{token.Issuer} {token.Subject} {token.Audience}")}"));
    }
}
