using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>Credentials that cannot be used are told apart at the start, without a word of what they hold.</summary>
public sealed class CredentialsTests
{
    public static TheoryData<string, string> Keys => new()
    {
        { "rsa-2048.public", "only the public half of a key. Signing needs the private half." },
        { "rsa-1024.pkcs8", "an RSA key of 1024 bits. Use 2048 bits or more." },
        { "rsa-2048.encrypted-pkcs1", "a private key encrypted in OpenSSL's old form, which is not supported. Convert it with 'openssl pkcs8 -topk8 -in key.pem -out new.pem'." },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_that_cannot_sign_is_told_apart(string key, string fault)
    {
        Assert.Equal([$"Redox:Credentials:PrivateKeyPath: {fault}"], Settings.Failures(Settings.Section(path: TestKeys.Path(key))));
        Assert.Equal([$"Redox:Credentials:PrivateKey: {fault}"], Settings.Failures(Settings.Section(text: TestKeys.Text(key))));
    }

    [Fact]
    public void A_key_that_is_no_key_or_given_twice_or_not_there_is_reported()
    {
        Assert.Equal(
            ["Redox:Credentials:PrivateKey: neither a PEM nor a JWK: there is no '-----BEGIN ... PRIVATE KEY-----', and no JSON object."],
            Settings.Failures(Settings.Section(text: "secret")));
        Assert.Equal(
            ["Redox:Credentials:PrivateKey: a PEM whose content is damaged: it is cut short or altered. Export the private key again."],
            Settings.Failures(Settings.Section(text: "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----")));
        Assert.Equal(
            ["Redox:Credentials:PrivateKeyPath: set together with PrivateKey. Keep one of the two."],
            Settings.Failures(Settings.Section(text: TestKeys.Rsa, path: TestKeys.Path("rsa-2048.pkcs8"))));
        Assert.Equal(
            ["Redox:Credentials:PrivateKeyPath: the file 'no-such.pem' does not exist. Give the path of a file with your private key (PEM or JWK)."],
            Settings.Failures(Settings.Section(path: "no-such.pem")));
        Assert.Equal(
            ["Redox:Credentials:PrivateKeyPath: not a path: it looks like the key itself. Put the key's text into PrivateKey, or give the path of a file."],
            Settings.Failures(Settings.Section(path: TestKeys.Rsa)));
        Assert.Equal(
            [$"Redox:Credentials:PrivateKeyPath: '{AppContext.BaseDirectory}' is a folder. Give the path of the file in it."],
            Settings.Failures(Settings.Section(path: AppContext.BaseDirectory)));
    }

    [Theory]
    [InlineData("CANARY.pem")]
    [InlineData("/run/secrets/CANARY")]
    [InlineData(" ../CANARY ")]
    [InlineData("C:\\keys\\CANARY")]
    [InlineData("CANARY.pfx")]
    public void A_path_in_place_of_the_key_is_told_apart_and_not_shown(string path) => Assert.Equal(
        ["Redox:Credentials:PrivateKey: not a key: it looks like the path of a file. Set PrivateKeyPath to it instead."], Settings.Failures(Settings.Section(text: path)));

    [Fact]
    public void A_file_that_exists_is_told_apart_whatever_its_name() => Assert.Equal(
        ["Redox:Credentials:PrivateKey: not a key: it looks like the path of a file. Set PrivateKeyPath to it instead."], Settings.Failures(Settings.Section(text: TestKeys.Path("rsa-2048.pkcs8"))));

    [Fact]
    public void A_key_in_place_of_its_path_is_not_shown()
    {
        string[] keys = [TestKeys.Jwk(TestKeys.Ec).ToJsonString(), string.Concat(TestKeys.Ec.Split('\n')[1..^2]), Convert.ToBase64String(Encoding.ASCII.GetBytes(TestKeys.Ec))];

        Assert.All(keys, key => Assert.Equal(
            ["Redox:Credentials:PrivateKeyPath: not a path: it looks like the key itself. Put the key's text into PrivateKey, or give the path of a file."],
            Settings.Failures(Settings.Section(path: key))));
    }

    [Fact]
    public void Of_a_private_key_with_others_beside_it_the_fault_of_the_private_one_is_told()
    {
        var section = Settings.Section(text: TestKeys.Text("rsa-2048.encrypted") + TestKeys.PublicRsa);

        Assert.Equal(["Redox:Credentials:PrivateKeyPassword: missing. The private key is encrypted: set its password."], Settings.Failures(section));
    }

    [Theory]
    [InlineData(null, "Redox:Credentials:PrivateKeyPassword: missing. The private key is encrypted: set its password.")]
    [InlineData("CANARY", "Redox:Credentials:PrivateKeyPassword: does not open the private key. Check the password, and that the key is an RSA or EC key.")]
    [InlineData("test", null)]
    public void The_password_of_an_encrypted_key_is_checked(string? password, string? fault)
    {
        var section = Settings.Section(path: TestKeys.Path("rsa-2048.encrypted"));
        section["Redox:Credentials:PrivateKeyPassword"] = password;

        Assert.Equal(fault is null ? [] : [fault], Settings.Failures(section));
    }

    [Fact]
    public void Another_curve_than_P_384_is_refused()
    {
        Assert.Equal(
            ["Redox:Credentials:PrivateKey: an EC key on another curve than P-384 (secp384r1). ES384 needs that curve."],
            Settings.Failures(Settings.Section(text: TestKeys.EcPem(ECCurve.NamedCurves.nistP256))));
    }

    public static TheoryData<string, string> Jwks => new()
    {
        { "without d", "a JWK with the public half only (there is no 'd'). Signing needs the private half." },
        { "without p and q", "a JWK without the members p, q, dp, dq and qi. Export the private key with them." },
        { "without n", "a JWK whose members are damaged. Export the key again." },
        { "RS256", "a JWK whose 'alg' is not RS384, with which this key would have to sign. Use a key that is made for it." },
        { "enc", "a JWK whose 'use' is not 'sig'. Use a key that is made for signatures." },
        { "oct", "a JWK of another kind than RSA and EC. Use an RSA key, or an EC key on P-384." },
        { "set", "a set of JWKs. Give the one key that signs." },
        { "broken", "not a JWK: the text begins like JSON but is none. Export the key again." },
        { "no base64", "a JWK whose members are damaged. Export the key again." },
        { "padded", "a JWK whose members are damaged. Export the key again." },
        { "wrapped", "a JWK whose members are damaged. Export the key again." },
        { "P-256", "an EC key on another curve than P-384 (secp384r1). ES384 needs that curve." },
        { "1024 bits", "an RSA key of 1024 bits. Use 2048 bits or more." },
    };

    [Theory]
    [MemberData(nameof(Jwks))]
    public void A_JWK_that_cannot_sign_is_told_apart(string kind, string fault)
    {
        var rsa = TestKeys.Jwk(TestKeys.Rsa, "CANARY");
        var text = kind switch
        {
            "without d" => Without(rsa, "d"),
            "without n" => Without(rsa, "n"),
            "without p and q" => Without(rsa, "p", "q", "dp", "dq", "qi"),
            "RS256" => With(rsa, "alg", "RS256"),
            "enc" => With(rsa, "use", "enc"),
            "oct" => """{"kty":"oct","k":"CANARY"}""",
            "set" => $$"""{"keys":[{{rsa}}]}""",
            "broken" => rsa.ToJsonString()[..^20],
            "no base64" => With(rsa, "d", "CANARY*"),
            "padded" => With(rsa, "d", $"{rsa["d"]}=="), // RFC 7515 section 2 has neither.
            "wrapped" => With(rsa, "d", $"{rsa["d"]}".Insert(64, "\n")),
            "P-256" => With(TestKeys.Jwk(TestKeys.Ec), "crv", "P-256"),
            _ => TestKeys.Jwk(TestKeys.Text("rsa-1024.pkcs8")).ToJsonString(),
        };

        Assert.Equal([$"Redox:Credentials:PrivateKey: {fault}"], Settings.Failures(Settings.Section(text: text)));
    }

    [Fact]
    public void The_halves_of_two_keys_are_told_apart_from_a_key()
    {
        var mixed = TestKeys.Jwk(TestKeys.Ec);
        var other = TestKeys.Jwk(TestKeys.EcPem(ECCurve.NamedCurves.nistP384));
        (mixed["x"], mixed["y"]) = ((string)other["x"]!, (string)other["y"]!);

        var fault = Assert.Single(Settings.Failures(Settings.Section(text: mixed.ToJsonString())));

        Assert.Matches("a key whose private half does not belong to its public half|a JWK whose members are damaged", fault);
    }

    [Fact]
    public void A_JWK_that_says_its_ID_needs_no_KeyId_and_one_that_does_not_needs_it()
    {
        var named = Settings.Section(text: TestKeys.Jwk(TestKeys.Rsa, "kid").ToJsonString());
        var nameless = Settings.Section(text: TestKeys.Jwk(TestKeys.Rsa).ToJsonString());
        named.Remove("Redox:Credentials:KeyId");
        nameless.Remove("Redox:Credentials:KeyId");

        Assert.Empty(Settings.Failures(named));
        Assert.Equal(["Redox:Credentials:KeyId: missing. Set it to the ID (kid) of the public key that is registered with Redox."], Settings.Failures(nameless));
    }

    [Fact]
    public void The_previous_key_is_checked_like_the_key()
    {
        var section = Settings.Section(text: TestKeys.Rsa);
        section["Redox:Credentials:PreviousKey:PrivateKeyPath"] = TestKeys.Path("rsa-1024.pkcs8");

        Assert.Equal(
        [
            "Redox:Credentials:PreviousKey:KeyId: missing. Set it to the ID (kid) of the public key that is registered with Redox.",
            "Redox:Credentials:PreviousKey:PrivateKeyPath: an RSA key of 1024 bits. Use 2048 bits or more.",
        ],
        Settings.Failures(section));
    }

    [Fact]
    public void A_legacy_key_is_complete_and_stands_alone()
    {
        Assert.Empty(Settings.Failures(new() { ["Redox:Credentials:ApiKey"] = "CANARY", ["Redox:Credentials:Secret"] = "CANARY" }));
        Assert.Equal(
            ["Redox:Credentials:Secret: missing. Set it to the secret of the legacy API key."],
            Settings.Failures(new() { ["Redox:Credentials:ApiKey"] = "CANARY" }));
        Assert.Equal(
            ["Redox:Credentials:ApiKey: missing. Set it to the legacy API key, or remove Secret."],
            Settings.Failures(new() { ["Redox:Credentials:Secret"] = "CANARY" }));

        var both = Settings.Section(path: TestKeys.Path("rsa-2048.pkcs8"));
        (both["Redox:Credentials:ApiKey"], both["Redox:Credentials:Secret"], both["Redox:Credentials:Scope"]) = ("CANARY", "CANARY", "fhir:production");
        Assert.Equal(
            ["Redox:Credentials:ApiKey: a legacy API key is set together with ClientId, KeyId, PrivateKeyPath, Scope, which belong to an OAuth API key. Keep one of the two kinds."],
            Settings.Failures(both));
    }

    [Fact]
    public void A_signer_stands_instead_of_a_key()
    {
        var services = new ServiceCollection();
        services.AddRedoxClient(options => options.Credentials.PrivateKey = TestKeys.Rsa)
            .UseAssertionSigner(new AssertionSignerTests.VaultSigner(null!));
        using var provider = services.BuildServiceProvider();

        var failures = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<RedoxClientOptions>>().Value).Failures;

        Assert.Equal(
        [
            "RedoxClientOptions.Credentials.ClientId: missing. Set it to the client ID of your API key, as the Redox dashboard shows it.",
            "RedoxClientOptions.Credentials: PrivateKey set together with UseAssertionSigner. The signer has the key: keep one of the two.",
        ],
        failures);
    }

    private static string With(JsonObject jwk, string name, string value)
    {
        jwk[name] = value;
        return jwk.ToJsonString();
    }

    private static string Without(JsonObject jwk, params string[] names)
    {
        foreach (var name in names)
        {
            jwk.Remove(name);
        }

        return jwk.ToJsonString();
    }
}
