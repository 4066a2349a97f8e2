using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Options;

/// <summary>Bad settings fail at the start, all at once, each with path, cause and remedy.</summary>
public sealed class OptionsTests
{
    private const string MissingKey = "missing. Set it to the path of a file with your private key (PEM or JWK), or set PrivateKey to the key's text.";

    [Fact]
    public void Every_fault_of_a_section_is_reported_at_once()
    {
        var failures = Settings.Failures(new()
        {
            ["Redox:SourceId"] = "My source",
            ["Redox:Environment"] = "Prod",
            ["Redox:ValidateBeforeSending"] = "maybe",
            ["Redox:MaxMessageSize"] = "0",
            ["Redox:RateLimit:Enabled"] = "on",
            ["Redox:RateLimit:PermitLimit"] = "0",
            ["Redox:RateLimit:Window"] = "5 minutes",
            ["Redox:RateLimit:QueueLimit"] = "-1",
            ["Redox:Destinations:General Hospital"] = "General Hospital",
            ["Redox:DefaultDestination"] = "St. Elsewhere",
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
            "Redox:DefaultDestination: 'St. Elsewhere' is neither a UUID nor a name in Redox:Destinations. Known names: 'General Hospital'.",
            "Redox:BaseAddress: not an absolute http or https address. Use one like https://api.redoxengine.com.",
            "Redox:BlobAddress: http to 'blob.redoxengine.com' would send patient data and tokens unencrypted. Use https; http is for loopback only.",
            "Redox:MaxMessageSize: 0 is too small. Give the size in bytes; Redox takes 41943040 (40 MB).",
            "Redox:RateLimit:PermitLimit: 0 is too small. Use 1 or more, or set Enabled to false for no limit.",
            "Redox:RateLimit:QueueLimit: -1 is too small. Use 0 or more.",
        ],
        failures);
    }

    [Theory]
    [InlineData("Redox:Destinations:Clinic")]
    [InlineData("Redox:Destinations:Clinic:ID")]
    public void Destination_without_a_value_is_reported(string setting)
    {
        var section = Settings.Section(text: TestKeys.Rsa);
        section[setting] = setting.EndsWith("ID", StringComparison.Ordinal) ? TestApp.HospitalId : "";

        Assert.Equal(["Redox:Destinations:Clinic: has no value. Set it to the ID of the destination, a UUID; there are no settings below it."], Settings.Failures(section));
    }

    [Fact]
    public void Plain_http_is_refused_in_production()
    {
        var section = Settings.Section(text: TestKeys.Rsa);
        (section["Redox:Environment"], section["Redox:BaseAddress"]) = ("Production", "http://api.redoxengine.com");

        Assert.Equal(
            ["Redox:BaseAddress: http to 'api.redoxengine.com' would send patient data and tokens unencrypted. Use https; http is for loopback only."],
            Settings.Failures(section));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000", null)]
    [InlineData("http://localhost:5000/base/", null)]
    [InlineData("https://api.ca.redoxengine.com", null)]
    [InlineData("https://api.redoxengine.com:99999", "not an absolute http or https address. Use one like https://api.redoxengine.com.")]
    [InlineData("https://api redoxengine.com", "not an absolute http or https address. Use one like https://api.redoxengine.com.")]
    [InlineData("ftp://api.redoxengine.com", "not an absolute http or https address. Use one like https://api.redoxengine.com.")]
    [InlineData("https://user:secret@api.redoxengine.com", "user information, query and fragment are not supported. Give scheme, host, port and path only.")]
    public void Addresses_are_https_or_loopback(string address, string? fault)
    {
        var section = Settings.Section(text: TestKeys.Rsa);
        section["Redox:BaseAddress"] = address;

        Assert.Equal(fault is null ? [] : [$"Redox:BaseAddress: {fault}"], Settings.Failures(section));
    }

    [Theory]
    [InlineData("https://api.redoxengine.com/endpoint")]
    [InlineData("https://api.redoxengine.com/ENDPOINT/")]
    [InlineData("https://gateway.example/endpoint")]
    [InlineData("https://gateway.example/query")]
    [InlineData("https://gateway.example/upload")]
    [InlineData("https://gateway.example/v2/auth/token")]
    [InlineData("https://gateway.example/v2/auth/token/")]
    [InlineData("https://gateway.example/auth/authenticate")]
    [InlineData("http://localhost:5000/auth/refreshToken")]
    public void Redox_path_is_not_part_of_the_address(string address)
    {
        var section = Settings.Section(text: TestKeys.Rsa);
        var root = new Uri(address).GetLeftPart(UriPartial.Authority);
        (section["Redox:BaseAddress"], section["Redox:BlobAddress"]) = (address, address);

        Assert.Equal(
        [
            $"Redox:BaseAddress: contains one of Redox's own paths, which the client adds itself. Use {root}.",
            $"Redox:BlobAddress: contains one of Redox's own paths, which the client adds itself. Use {root}.",
        ],
        Settings.Failures(section));
    }

    [Theory]
    [InlineData("https://api.redoxengine.com/v2", "has a path, but Redox's own hosts are addressed at their root. Use https://api.redoxengine.com.")]
    [InlineData("https://api.ca.redoxengine.com/fhir/R4", "has a path, but Redox's own hosts are addressed at their root. Use https://api.ca.redoxengine.com.")]
    [InlineData("https://gateway.example/redox", null)]
    [InlineData("https://gateway.example/redox/endpoint", null)]
    [InlineData("https://gateway.example/endpoints/redox", null)]
    [InlineData("https://gateway.example/authority", null)]
    [InlineData("https://redoxengine.com.example/v2", null)]
    public void Any_other_path_is_a_gateway_s(string address, string? fault)
    {
        var section = Settings.Section(text: TestKeys.Rsa);
        section["Redox:BaseAddress"] = address;

        Assert.Equal(fault is null ? [] : [$"Redox:BaseAddress: {fault}"], Settings.Failures(section));
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
        var section = Settings.Section(text: TestKeys.Rsa);
        section["Redox:SourceId"] = "7ce6f387-c33c-417d-8682-81e83628cbd9";
        section["Redox:environment"] = "staging";
        section["Redox:Destinations:General Hospital"] = TestApp.HospitalId;
        section["Redox:DefaultDestination"] = "general hospital";
        section["Redox:ValidateBeforeSending"] = "false";
        section["Redox:Credentials:PrivateKeyPassword"] = "unused";
        section["Redox:Credentials:Scope"] = "fhir:staging";
        section["Redox:Credentials:Audience"] = "https://redox.example/token";
        section["Redox:Credentials:PreviousKey:KeyId"] = "the-old-key";
        section["Redox:Credentials:PreviousKey:PrivateKey"] = TestKeys.Ec;
        section["Redox:MaxMessageSize"] = "10485760";
        section["Redox:MaxMemoryInFlight"] = "20971520";
        section["Redox:RateLimit:PermitLimit"] = "7500";
        section["Redox:RateLimit:Window"] = "00:10:00";
        using var provider = Services(section).BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<RedoxClientOptions>>().Value;

        Assert.Equal(("the-client", "the-key", TestKeys.Rsa, null), (options.Credentials.ClientId, options.Credentials.KeyId, options.Credentials.PrivateKey, options.Credentials.PrivateKeyPath));
        Assert.Equal(("unused", "fhir:staging", "https://redox.example/token"), (options.Credentials.PrivateKeyPassword, options.Credentials.Scope, options.Credentials.Audience));
        Assert.Equal(("the-old-key", TestKeys.Ec), (options.Credentials.PreviousKey?.KeyId, options.Credentials.PreviousKey?.PrivateKey));
        Assert.Equal("7ce6f387-c33c-417d-8682-81e83628cbd9", options.SourceId);
        Assert.Equal(RedoxEnvironment.Staging, options.Environment);
        Assert.Equal(TestApp.HospitalId, options.Destinations["GENERAL HOSPITAL"]);
        Assert.Equal("general hospital", options.DefaultDestination);
        Assert.False(options.ValidateBeforeSending);
        Assert.Equal("https://api.redoxengine.com/", options.BaseAddress.AbsoluteUri);
        Assert.Equal("https://blob.redoxengine.com/", options.BlobAddress.AbsoluteUri);
        Assert.True(new RedoxClientOptions().ValidateBeforeSending);
        Assert.Equal((10 * 1024 * 1024, 40 * 1024 * 1024), (options.MaxMessageSize, new RedoxClientOptions().MaxMessageSize));
        Assert.Equal((20L * 1024 * 1024, 768L * 1024 * 1024), (options.MaxMemoryInFlight, new RedoxClientOptions().MaxMemoryInFlight));
        Assert.Equal((true, 7500, TimeSpan.FromMinutes(10), 1000), (options.RateLimit.Enabled, options.RateLimit.PermitLimit, options.RateLimit.Window, options.RateLimit.QueueLimit));
        Assert.Equal((10_000, TimeSpan.FromMinutes(5)), (new RedoxRateLimitOptions().PermitLimit, new RedoxRateLimitOptions().Window));
    }

    private static ServiceCollection Services(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddRedoxClient(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("Redox"));
        return services;
    }
}
