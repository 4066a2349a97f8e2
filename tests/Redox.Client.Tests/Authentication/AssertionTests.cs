using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>The token request, read by another implementation of JWT than ours.</summary>
public sealed class AssertionTests
{
    [Theory]
    [InlineData("rsa-2048.pkcs8")]
    [InlineData("rsa-2048.pkcs1")]
    public async Task The_assertion_is_valid_for_an_independent_reader(string key)
    {
        await using var app = new TestApp(options => options.Credentials.PrivateKey = TestKeys.Text(key));

        await app.Client.SendAsync(TestApp.Appointment());

        var token = await ValidateAsync(app, "https://api.redoxengine.com/v2/auth/token");
        Assert.Equal("RS384", token.Alg);
        Assert.Equal("the-key", token.Kid);
        Assert.Equal("JWT", token.Typ);
        Assert.Equal("the-client", token.Issuer);
        Assert.Equal("the-client", token.Subject);
        Assert.Equal(app.Clock.GetUtcNow().UtcDateTime, token.IssuedAt);
        Assert.Equal(app.Clock.GetUtcNow().UtcDateTime.AddSeconds(300), token.ValidTo);
        Assert.NotEmpty(token.Id);
    }

    [Fact]
    public async Task The_token_request_is_a_form_as_RFC_7523_wants_it()
    {
        await using var app = new TestApp();

        await app.Client.SendAsync(TestApp.Appointment());

        var request = Assert.Single(app.Exchange.TokenRequests);
        Assert.Equal(HttpMethod.Post, request.Method);
        Assert.Equal("https://api.redoxengine.com/v2/auth/token", request.Address.AbsoluteUri);
        Assert.Equal("application/x-www-form-urlencoded", request.ContentType);
        Assert.Null(request.Authorization);
        var form = Form(request);
        Assert.Equal(["client_assertion", "client_assertion_type", "grant_type"], form.Keys.Order());
        Assert.Equal("client_credentials", form["grant_type"]);
        Assert.Equal("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", form["client_assertion_type"]);
    }

    [Theory]
    [InlineData("https://api.ca.redoxengine.com", "https://api.ca.redoxengine.com/v2/auth/token")]
    [InlineData("https://gateway.example/redox/", "https://gateway.example/redox/v2/auth/token")]
    public async Task Audience_and_paths_follow_the_base_address(string address, string expected)
    {
        await using var app = new TestApp(options => options.BaseAddress = new Uri(address));

        await app.Client.SendAsync(TestApp.Appointment());

        await ValidateAsync(app, expected);
        Assert.Equal(expected, app.Exchange.TokenRequests[0].Address.AbsoluteUri);
        Assert.Equal($"{address.TrimEnd('/')}/endpoint", app.Exchange.Messages[0].Address.AbsoluteUri);
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

        var ids = app.Exchange.TokenRequests.Select(request => new JsonWebToken(Form(request)["client_assertion"]).Id);
        Assert.Equal(5, ids.Distinct().Count());
    }

    [Fact]
    public async Task The_key_may_come_from_a_file_or_on_one_line()
    {
        await using var file = new TestApp(options => (options.Credentials.PrivateKey, options.Credentials.PrivateKeyPath) = (null, TestKeys.Path("rsa-2048.pkcs8")));
        await using var line = new TestApp(options => options.Credentials.PrivateKey = TestKeys.Rsa.ReplaceLineEndings("\\n"));

        foreach (var app in new[] { file, line })
        {
            await app.Client.SendAsync(TestApp.Appointment());
            await ValidateAsync(app, "https://api.redoxengine.com/v2/auth/token");
        }
    }

    private static Dictionary<string, string> Form(Exchange.Arrived request) => request.Body.Split('&')
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]));

    private static async Task<JsonWebToken> ValidateAsync(TestApp app, string audience)
    {
        using var key = RSA.Create();
        key.ImportFromPem(TestKeys.PublicRsa);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(Form(app.Exchange.TokenRequests[0])["client_assertion"], new TokenValidationParameters
        {
            IssuerSigningKey = new RsaSecurityKey(key.ExportParameters(false)),
            ValidAlgorithms = ["RS384"],
            ValidIssuer = "the-client",
            ValidAudience = audience,
            LifetimeValidator = (from, until, _, _) => until > app.Clock.GetUtcNow().UtcDateTime,
            RequireExpirationTime = true,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        return (JsonWebToken)result.SecurityToken;
    }
}
