using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Redox.Client.Receiving;
using Redox.Client.Tests.Setup;
using Shared.Receiving;

namespace Redox.Client.Tests.Options;

/// <summary>Settings that nobody meant: names that nothing reads, sections for values, white space that came along.</summary>
public sealed class SettingFormTests
{
    private const string WhiteSpace = "begins or ends with white space. Remove it.";
    private const string Unseen = "contains a control character or another invisible one. Remove it, or type the text again.";

    [Theory]
    [InlineData("ValidateBeforeSend", "ValidateBeforeSend (did you mean ValidateBeforeSending?)")]
    [InlineData("validatebeforesend", "validatebeforesend (did you mean ValidateBeforeSending?)")]
    [InlineData("Validate_Before_Sending", "Validate_Before_Sending (did you mean ValidateBeforeSending?)")]
    [InlineData("BaseUrl", "BaseUrl")]
    [InlineData("BaseAdress", "BaseAdress (did you mean BaseAddress?)")]
    [InlineData("DefaultDestinations", "DefaultDestinations (did you mean DefaultDestination?)")]
    [InlineData("Something", "Something")]
    [InlineData("RateLimit:PermitLimits", "RateLimit:PermitLimits (did you mean PermitLimit?)")]
    [InlineData("RateLimits:PermitLimit", "RateLimits (did you mean RateLimit?)")]
    [InlineData("Destinaton:VerificationTokens:0", "Destinaton (did you mean Destination?)")]
    [InlineData("Plattform:Credentials:ClientId", "Plattform (did you mean Platform?)")]
    [InlineData("Credentials:Key", "Credentials:Key (did you mean KeyId?)")]
    [InlineData("Credentials:PrivateKeyFile", "Credentials:PrivateKeyFile (did you mean PrivateKeyPath?)")]
    [InlineData("Credentials:PreviousKey:ClientId", "Credentials:PreviousKey:ClientId")]
    public void Unknown_setting_is_reported_at_start_with_the_nearest_name(string setting, string said)
    {
        var section = Settings.Section(text: TestKeys.Rsa);
        section[$"Redox:{setting}"] = "CANARY";
        if (setting.Contains("PreviousKey", StringComparison.Ordinal))
        {
            (section["Redox:Credentials:PreviousKey:KeyId"], section["Redox:Credentials:PreviousKey:PrivateKey"]) = ("old", TestKeys.Ec);
        }

        Assert.Equal([$"Nothing reads these settings: Redox:{said}. Correct their names, or remove them."], Warnings(section));
    }

    [Fact]
    public void Unknown_settings_share_one_warning_without_known_ones()
    {
        var section = Settings.Section(text: TestKeys.Rsa);
        foreach (var (name, value) in new[]
        {
            ("ValidateBeforeSend", "true"), ("Retries", "3"), ("SourceId", TestApp.HospitalId), ("Destinations:General Hospital", TestApp.HospitalId), ("Destinations:Retries", TestApp.HospitalId),
            ("Destination:VerificationTokens:0", "CANARY"), ("Platform:Credentials:ClientId", "CANARY"), ("Fhir:Destinations:x", "y"), ("Files:MaxSize", "1"), ("Inbox:Path", "x"),
            ("RateLimit:Enabled", "true"), ("credentials:scope", "fhir:staging"),
        })
        {
            section[$"Redox:{name}"] = value;
        }

        Assert.Equal(["Nothing reads these settings: Redox:Retries, Redox:ValidateBeforeSend (did you mean ValidateBeforeSending?). Correct their names, or remove them."], Warnings(section));
    }

    [Fact]
    public void Every_public_setting_is_known()
    {
        var section = Settings.Section(text: TestKeys.Rsa);
        void Add(string path, Type type)
        {
            foreach (var property in type.GetProperties().Where(property => property.DeclaringType == type && !section.ContainsKey($"{path}:{property.Name}")))
            {
                if (property.PropertyType.Assembly == typeof(RedoxClientOptions).Assembly && property.PropertyType.IsClass && property.PropertyType != typeof(InboxKey)) // A key is a word.
                {
                    Add($"{path}:{property.Name}", property.PropertyType);
                }
                else if (property.PropertyType.IsGenericType && property.PropertyType.Name.StartsWith('I'))
                {
                    section[$"{path}:{property.Name}:0"] = "x";
                }
                else
                {
                    section[$"{path}:{property.Name}"] = "x";
                }
            }
        }

        Add("Redox", typeof(RedoxClientOptions));
        Add("Redox:Destination", typeof(RedoxDestinationOptions));
        Add("Redox:Destination:Inbox", typeof(RedoxInboxOptions));
        Add("Redox:Destination:Duplicates", typeof(RedoxDeduplicationOptions));

        Assert.Empty(Warnings(section, services => services
            .AddRedoxDestination(new ConfigurationBuilder().AddInMemoryCollection(section).Build().GetSection("Redox:Destination"))
            .UseInbox(_ => new TroubledInbox())
            .SkipDuplicates()));
    }

    [Fact]
    public void Sections_of_other_clients_and_destinations_are_known()
    {
        var section = Settings.Section(text: TestKeys.Rsa);
        section["Redox:ClinicB:Credentials:ClientId"] = "the-other";
        section["Redox:ClinicB:Credentials:KeyId"] = "the-key";
        section["Redox:ClinicB:Credentials:PrivateKey"] = TestKeys.Rsa;
        section["Redox:ClinicB:RateLimit:Windows"] = "00:05:00";
        section["Redox:Laboratory:In:VerificationTokens"] = "a-token";
        section["Redox:Laboratory:In:MaxBodySizes"] = "1000";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(section).Build();

        var warnings = Warnings(section, services =>
        {
            services.AddRedoxClient("clinic-b", configuration.GetSection("Redox:ClinicB"));
            services.AddRedoxDestination(configuration.GetSection("Redox:Laboratory:In"));
        });

        Assert.Equal(
        [
            "Nothing reads these settings: Redox:ClinicB:RateLimit:Windows (did you mean Window?). Correct their names, or remove them.",
            "Nothing reads these settings: Redox:Laboratory:In:MaxBodySizes (did you mean MaxBodySize?). Correct their names, or remove them.",
        ],
        warnings.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Unknown_settings_are_reported_once_at_first_use_without_a_host()
    {
        var section = Settings.Section(text: TestKeys.Rsa);
        section["Redox:Typo"] = "x";
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddFakeLogging());
        services.AddRedoxClient(new ConfigurationBuilder().AddInMemoryCollection(section).Build().GetSection("Redox"));
        using var provider = services.BuildServiceProvider();

        Assert.Empty(Told(provider));
        for (var i = 0; i < 3; i++)
        {
            using var scope = provider.CreateScope();
            Assert.NotNull(scope.ServiceProvider.GetRequiredService<IRedoxClient>());
            Assert.NotNull(scope.ServiceProvider.GetRequiredService<IOptionsSnapshot<RedoxClientOptions>>().Value);
        }

        Assert.Equal(["Nothing reads these settings: Redox:Typo. Correct their names, or remove them."], Told(provider));
    }

    [Fact]
    public void Root_of_a_configuration_may_contain_other_settings()
    {
        var section = Settings.Section(text: TestKeys.Rsa).ToDictionary(setting => setting.Key["Redox:".Length..], setting => setting.Value);
        section["Logging:LogLevel:Default"] = "Debug";
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddFakeLogging());
        services.AddRedoxClient(new ConfigurationBuilder().AddInMemoryCollection(section).Build());
        using var provider = services.BuildServiceProvider();

        Assert.NotNull(provider.GetRequiredService<IRedoxClient>());
        Assert.Empty(Told(provider));
    }

    [Fact]
    public void What_was_pasted_into_the_place_of_a_name_is_not_shown()
    {
        var section = Settings.Section(text: TestKeys.Rsa);
        section[$"Redox:Credentials:{new string('K', 65)}"] = "CANARY";

        Assert.Equal(["Nothing reads these settings: Redox:Credentials:(a name of 65 characters). Correct their names, or remove them."], Warnings(section));
    }

    [Fact]
    public void A_section_for_a_value_and_a_value_for_a_section_are_refused()
    {
        var section = Settings.Section(text: TestKeys.Rsa);
        section["Redox:BaseAddress:Url"] = "https://gateway.example";
        section["Redox:Credentials:PrivateKeyPassword:0"] = "CANARY";
        section["Redox:Credentials:PreviousKey"] = "CANARY";
        section["Redox:RateLimit"] = "1000";
        section["Redox:Destinations"] = TestApp.HospitalId;

        Assert.Equal(
        [
            "Redox:BaseAddress: a section or a list, where a single value is expected. Give the value itself.",
            "Redox:Credentials:PreviousKey: a value, where a section is expected. Give the settings below it by name.",
            "Redox:Credentials:PrivateKeyPassword: a section or a list, where a single value is expected. Give the value itself.",
            "Redox:Destinations: a value, where a section is expected. Give the settings below it by name.",
            "Redox:RateLimit: a value, where a section is expected. Give the settings below it by name.",
        ],
        Settings.Failures(section).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("Development, Production")]
    [InlineData("Prod")]
    public void An_environment_is_one_of_three_names(string value)
    {
        var section = Settings.Section(text: TestKeys.Rsa);
        section["Redox:Environment"] = value;

        Assert.Equal([$"Redox:Environment: '{value}' is not a known value. Use Development, Staging or Production."], Settings.Failures(section));
    }

    [Theory]
    [InlineData("Credentials:ClientId", "the-client\n", WhiteSpace)]
    [InlineData("Credentials:ClientId", " the-client", WhiteSpace)]
    [InlineData("Credentials:ClientId", "the-client\u00A0", WhiteSpace)]
    [InlineData("Credentials:ClientId", "the\nclient", Unseen)]
    [InlineData("Credentials:ClientId", "the-client\u200B", Unseen)]
    [InlineData("Credentials:ClientId", "\uFEFFthe-client", Unseen)]
    [InlineData("Credentials:ClientId", "the\0client", Unseen)]
    [InlineData("Credentials:KeyId", "the-key\r\n", WhiteSpace)]
    [InlineData("Credentials:KeyId", "the\tkey", Unseen)]
    [InlineData("Credentials:Scope", "fhir:staging\n", WhiteSpace)]
    [InlineData("Credentials:Audience", "https://redox.example/token\n", WhiteSpace)]
    [InlineData("Credentials:PreviousKey:KeyId", "old\n", WhiteSpace)]
    [InlineData("SourceId", "7ce6f387-c33c-417d-8682-81e83628cbd9\n", WhiteSpace)]
    [InlineData("SourceId", " 7ce6f387-c33c-417d-8682-81e83628cbd9", WhiteSpace)]
    [InlineData("Destinations:General Hospital", "7ce6f387-c33c-417d-8682-81e83628cbd9 ", WhiteSpace)]
    [InlineData("Destinations:General Hospital", "7ce6f387-c33c-417d-\u200B8682-81e83628cbd9", Unseen)]
    [InlineData("DefaultDestination", "7ce6f387-c33c-417d-8682-81e83628cbd9\n", WhiteSpace)]
    public void White_space_and_invisible_characters_in_an_ID_are_refused_at_start(string setting, string value, string fault)
    {
        var section = Settings.Section(text: TestKeys.Rsa);
        if (setting.Contains("PreviousKey", StringComparison.Ordinal))
        {
            section["Redox:Credentials:PreviousKey:PrivateKey"] = TestKeys.Ec;
        }

        section[$"Redox:{setting}"] = value;

        Assert.Equal([$"Redox:{setting}: {fault}"], Settings.Failures(section));
    }

    [Fact]
    public void Invisible_characters_in_keys_and_names_are_refused()
    {
        Assert.Equal(
            [$"Redox:Credentials:ApiKey: {WhiteSpace}", $"Redox:Credentials:Secret: {WhiteSpace}"],
            Settings.Failures(new() { ["Redox:Credentials:ApiKey"] = "CANARY\n", ["Redox:Credentials:Secret"] = "CANARY\n" }));

        var jwk = Settings.Section(text: TestKeys.Jwk(TestKeys.Rsa, "kid\n").ToJsonString());
        jwk.Remove("Redox:Credentials:KeyId");
        Assert.Equal([$"Redox:Credentials:KeyId: the JWK's own ('kid') {WhiteSpace}"], Settings.Failures(jwk));

        var named = Settings.Section(text: TestKeys.Rsa);
        named["Redox:Destinations:General Hospital "] = TestApp.HospitalId;
        Assert.Equal([$"Redox:Destinations:General Hospital : the name {WhiteSpace}"], Settings.Failures(named));
    }

    private static string[] Warnings(Dictionary<string, string?> settings, Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddLogging(logging => logging.AddFakeLogging());
        builder.Services.AddRedoxClient(builder.Configuration.GetSection("Redox"));
        configure?.Invoke(builder.Services);
        using var host = builder.Build();
        _ = Record.Exception(host.Start); // Whether the values are right is not asked here.
        return Told(host.Services);
    }

    private static string[] Told(IServiceProvider services) =>
        [.. services.GetFakeLogCollector().GetSnapshot().Where(record => record.Id.Id == 29 && record.Level == LogLevel.Warning).Select(record => record.Message)];
}
