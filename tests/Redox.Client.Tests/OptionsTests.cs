using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests;

/// <summary>Bad settings fail at the start, all at once, each with path, cause and remedy.</summary>
public sealed class OptionsTests
{
    private const string MissingKey = "missing. Set it to the path of a PEM file with your private key, or set PrivateKey to the PEM text.";

    [Fact]
    public void Every_fault_of_a_section_is_reported_at_once()
    {
        var failures = Failures(new()
        {
            ["Redox:SourceId"] = "My source",
            ["Redox:Environment"] = "Prod",
            ["Redox:ValidateBeforeSending"] = "maybe",
            ["Redox:MaxMessageSize"] = "0",
            ["Redox:RateLimit:Enabled"] = "on",
            ["Redox:RateLimit:Requests"] = "0",
            ["Redox:RateLimit:Window"] = "5 minutes",
            ["Redox:RateLimit:QueueLimit"] = "-1",
            ["Redox:Destinations:General Hospital"] = "General Hospital",
            ["Redox:BaseAddress"] = "api.redoxengine.com",
            ["Redox:BlobAddress"] = "http://blob.redoxengine.com",
        });

        Assert.Equal(
        [
            "Redox:Environment: 'Prod' is not a known value. Use Development, Staging or Production.",
            "Redox:ValidateBeforeSending: 'maybe' is not a known value. Use true or false.",
            "Redox:RateLimit:Enabled: 'on' is not a known value. Use true or false.",
            "Redox:RateLimit:Window: '5 minutes' is not a known value. Use hours, minutes and seconds, like 00:05:00.",
            "Redox:Credentials:ClientId: missing. Set it to the client ID of your API key, as the Redox dashboard shows it.",
            "Redox:Credentials:KeyId: missing. Set it to the ID (kid) of the public key that is registered with Redox.",
            $"Redox:Credentials:PrivateKeyPath: {MissingKey}",
            "Redox:SourceId: 'My source' is not a UUID. Use the ID of the source, not its name.",
            "Redox:Destinations:General Hospital: 'General Hospital' is not a UUID. Use the ID of the destination, not its name.",
            "Redox:BaseAddress: not an absolute http or https address. Use one like https://api.redoxengine.com.",
            "Redox:BlobAddress: http to 'blob.redoxengine.com' would carry patient data and tokens in clear. Use https; http is for loopback only.",
            "Redox:MaxMessageSize: 0 is too small. Give the size in bytes; Redox takes 41943040 (40 MB).",
            "Redox:RateLimit:Requests: 0 is too small. Use 1 or more, or set Enabled to false for no limit.",
            "Redox:RateLimit:QueueLimit: -1 is too small. Use 0 or more.",
        ],
        failures);
    }

    public static TheoryData<string, string> Keys => new()
    {
        { "rsa-2048.public", "only the public half of a key. Signing needs the private half." },
        { "rsa-1024.pkcs8", "an RSA key of 1024 bits. Use 2048 bits or more." },
        { "ec-p384.pkcs8", "a private key of another kind than RSA. The assertion is signed with RS384: use an RSA key of 2048 bits or more." },
        { "ec-p384.sec1", "a private key of another kind than RSA. The assertion is signed with RS384: use an RSA key of 2048 bits or more." },
        { "rsa-2048.encrypted", "an encrypted private key, which is not supported. Decrypt it first, for example with 'openssl pkcs8 -in key.pem -out plain.pem'." },
        { "rsa-2048.encrypted-pkcs1", "an encrypted private key, which is not supported. Decrypt it first, for example with 'openssl pkcs8 -in key.pem -out plain.pem'." },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_that_cannot_sign_is_told_apart(string key, string fault)
    {
        Assert.Equal([$"Redox:Credentials:PrivateKeyPath: {fault}"], Failures(Section(path: TestKeys.Path(key))));
        Assert.Equal([$"Redox:Credentials:PrivateKey: {fault}"], Failures(Section(text: TestKeys.Text(key))));
    }

    [Fact]
    public void A_key_that_is_no_key_or_given_twice_or_not_there_is_reported()
    {
        Assert.Equal(
            ["Redox:Credentials:PrivateKey: not a PEM: there is no '-----BEGIN ... PRIVATE KEY-----'. Use the private key in PEM form (PKCS#8 or PKCS#1)."],
            Failures(Section(text: "secret")));
        Assert.Equal(
            ["Redox:Credentials:PrivateKey: a PEM whose content is damaged. Export the private key again."],
            Failures(Section(text: "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----")));
        Assert.Equal(
            ["Redox:Credentials:PrivateKeyPath: set together with PrivateKey. Keep one of the two."],
            Failures(Section(text: TestKeys.Rsa, path: TestKeys.Path("rsa-2048.pkcs8"))));
        Assert.Equal(
            ["Redox:Credentials:PrivateKeyPath: the file 'no-such.pem' does not exist. Give the path of a PEM file with your private key."],
            Failures(Section(path: "no-such.pem")));
        Assert.Equal(
            ["Redox:Credentials:PrivateKeyPath: not a path: it looks like the key itself. Put the PEM text into PrivateKey, or give the path of a file."],
            Failures(Section(path: TestKeys.Rsa)));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000", null)]
    [InlineData("http://localhost:5000/base/", null)]
    [InlineData("https://api.ca.redoxengine.com", null)]
    [InlineData("ftp://api.redoxengine.com", "not an absolute http or https address. Use one like https://api.redoxengine.com.")]
    [InlineData("https://user:secret@api.redoxengine.com", "user information, query and fragment are not supported. Give scheme, host, port and path only.")]
    public void Addresses_are_https_or_loopback(string address, string? fault)
    {
        var section = Section(text: TestKeys.Rsa);
        section["Redox:BaseAddress"] = address;

        Assert.Equal(fault is null ? [] : [$"Redox:BaseAddress: {fault}"], Failures(section));
    }

    [Fact]
    public void Settings_from_code_are_called_by_the_names_of_the_options()
    {
        var services = new ServiceCollection();
        services.AddRedoxClient(options => options.Credentials.KeyId = "k");
        services.AddRedoxClient("clinic-b", options => options.Credentials.KeyId = "k");
        using var provider = services.BuildServiceProvider();

        string[] FailuresOf(string name) => [.. Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IOptionsMonitor<RedoxClientOptions>>().Get(name)).Failures];

        Assert.Equal($"RedoxClientOptions.Credentials.PrivateKeyPath: {MissingKey}", FailuresOf("")[1]);
        Assert.Equal($"RedoxClientOptions[clinic-b].Credentials.PrivateKeyPath: {MissingKey}", FailuresOf("clinic-b")[1]);
    }

    [Fact]
    public void A_section_is_read_in_full_and_the_defaults_stand()
    {
        var section = Section(text: TestKeys.Rsa);
        section["Redox:SourceId"] = "7ce6f387-c33c-417d-8682-81e83628cbd9";
        section["Redox:environment"] = "staging";
        section["Redox:Destinations:General Hospital"] = TestApp.HospitalId;
        section["Redox:ValidateBeforeSending"] = "false";
        section["Redox:MaxMessageSize"] = "10485760";
        section["Redox:RateLimit:Requests"] = "7500";
        section["Redox:RateLimit:Window"] = "00:10:00";
        using var provider = Services(section).BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<RedoxClientOptions>>().Value;

        Assert.Equal(("the-client", "the-key", TestKeys.Rsa, null), (options.Credentials.ClientId, options.Credentials.KeyId, options.Credentials.PrivateKey, options.Credentials.PrivateKeyPath));
        Assert.Equal("7ce6f387-c33c-417d-8682-81e83628cbd9", options.SourceId);
        Assert.Equal(RedoxEnvironment.Staging, options.Environment);
        Assert.Equal(TestApp.HospitalId, options.Destinations["GENERAL HOSPITAL"]);
        Assert.False(options.ValidateBeforeSending);
        Assert.Equal("https://api.redoxengine.com/", options.BaseAddress.AbsoluteUri);
        Assert.Equal("https://blob.redoxengine.com/", options.BlobAddress.AbsoluteUri);
        Assert.True(new RedoxClientOptions().ValidateBeforeSending);
        Assert.Equal((10 * 1024 * 1024, 40 * 1024 * 1024), (options.MaxMessageSize, new RedoxClientOptions().MaxMessageSize));
        Assert.Equal((true, 7500, TimeSpan.FromMinutes(10), 1000), (options.RateLimit.Enabled, options.RateLimit.Requests, options.RateLimit.Window, options.RateLimit.QueueLimit));
        Assert.Equal((10_000, TimeSpan.FromMinutes(5)), (new RedoxRateLimitOptions().Requests, new RedoxRateLimitOptions().Window));
    }

    private static Dictionary<string, string?> Section(string? text = null, string? path = null) => new()
    {
        ["Redox:Credentials:ClientId"] = "the-client",
        ["Redox:Credentials:KeyId"] = "the-key",
        ["Redox:Credentials:PrivateKey"] = text,
        ["Redox:Credentials:PrivateKeyPath"] = path,
    };

    private static ServiceCollection Services(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddRedoxClient(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("Redox"));
        return services;
    }

    /// <summary>What a host says at its start.</summary>
    private static string[] Failures(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddRedoxClient(builder.Configuration.GetSection("Redox"));
        using var host = builder.Build();
        return Record.Exception(host.Start) switch
        {
            null => [],
            OptionsValidationException exception => [.. exception.Failures],
            var other => throw other,
        };
    }
}
