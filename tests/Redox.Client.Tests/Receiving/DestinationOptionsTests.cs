using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Redox.Client.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>Settings of a destination: where they come from, what is wrong with them, and their change while the application runs.</summary>
public sealed class DestinationOptionsTests
{
    [Fact]
    public void The_defaults_are_those_of_Redox()
    {
        var options = new RedoxDestinationOptions();

        Assert.Equal((50_331_648, TimeSpan.FromSeconds(110), true), (options.MaxBodySize, options.QueryTimeout, options.ValidateResponses));
        Assert.Equal((1_000_000, 805_306_368), (options.MaxValues, options.MaxMemoryInFlight));
        Assert.False(options.TrustEndpointAuthorization || options.LogHandlerExceptions);
        Assert.Equal("RedoxDestinationOptions", options.ToString());
    }

    [Fact]
    public void Every_setting_can_come_from_a_section()
    {
        var options = Options(("VerificationTokens:0", "one"), ("VerificationTokens:1", "two"), ("SsoSecrets", "single"), ("TrustEndpointAuthorization", "true"), ("MaxBodySize", "1000"),
            ("QueryTimeout", "00:01:00"), ("ValidateResponses", "false"), ("LogHandlerExceptions", "true"), ("MaxValues", "7"), ("MaxMemoryInFlight", "5000000000")).Value;

        Assert.Equal(["one", "two", "single"], [.. options.VerificationTokens, .. options.SsoSecrets]);
        Assert.Equal((1000, TimeSpan.FromMinutes(1)), (options.MaxBodySize, options.QueryTimeout));
        Assert.Equal((7, 5_000_000_000), (options.MaxValues, options.MaxMemoryInFlight));
        Assert.True(options is { TrustEndpointAuthorization: true, ValidateResponses: false, LogHandlerExceptions: true });
    }

    [Fact]
    public void Verifying_by_GET_is_a_setting()
    {
        Assert.True(Options(("VerificationTokens", "one")).Value.AllowGetHandshake);
        Assert.False(Options(("VerificationTokens", "one"), ("AllowGetHandshake", "false")).Value.AllowGetHandshake);
    }

    [Fact]
    public void All_faults_are_reported_at_once_without_secrets()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Options(("VerificationTokens:0", ""), ("VerificationTokens:1", "SECRET "), ("SsoSecrets:0", "SEC\nRET"), ("MaxBodySize", "0"),
            ("QueryTimeout", "00:02:01"), ("ValidateResponses", "perhaps")).Value);

        Assert.Equal(
            [
                "Redox:Destination:ValidateResponses: 'perhaps' is not a known value. Use true or false.",
                "Redox:Destination:VerificationTokens:0: empty. Set it to a long random text, or omit it.",
                "Redox:Destination:VerificationTokens:1: begins or ends with white space. Remove it.",
                "Redox:Destination:SsoSecrets:0: contains a control character or another invisible one. Remove it, or type the text again.",
                "Redox:Destination:MaxBodySize: 0 is too small. Give the size in bytes; Redox delivers up to 41943040 (40 MB).",
                "Redox:Destination:QueryTimeout: '00:02:01' is out of range. Use more than zero and up to 00:02:00; Redox waits no longer.",
            ],
            failure.Failures);
    }

    [Fact]
    public void Room_for_less_than_one_message_is_refused_with_what_it_takes()
    {
        var failure = Assert.Throws<OptionsValidationException>(
            () => Options(("VerificationTokens", "one"), ("MaxBodySize", "1000"), ("MaxValues", "10"), ("MaxMemoryInFlight", "8999")).Value);

        Assert.Equal(
            "Redox:Destination:MaxMemoryInFlight: 8999 is less than one message may take. Use 9000 or more, or lower MaxValues or MaxBodySize.", Assert.Single(failure.Failures));
        Assert.Equal(9000, Options(("VerificationTokens", "one"), ("MaxBodySize", "1000"), ("MaxValues", "10"), ("MaxMemoryInFlight", "9000")).Value.MaxMemoryInFlight);
    }

    [Fact]
    public void A_destination_without_a_token_does_not_start()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Options().Value);

        Assert.Equal("Redox:Destination:VerificationTokens: missing. Set the verification token of the destination, as shown in the Redox dashboard.", Assert.Single(failure.Failures));
        Assert.Empty(Options(("TrustEndpointAuthorization", "true")).Value.VerificationTokens);
    }

    [Fact]
    public void A_named_destination_is_named_in_its_faults()
    {
        var services = new ServiceCollection();
        services.AddRedoxDestination("lab", options => options.MaxBodySize = 10);
        using var provider = services.BuildServiceProvider();

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<RedoxDestination>("lab"));

        Assert.StartsWith("RedoxDestinationOptions[lab].VerificationTokens: missing.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_change_without_a_restart_and_a_faulty_change_closes_nothing()
    {
        var configuration = Configuration(("VerificationTokens:0", "old"));
        var services = new ServiceCollection().AddLogging(logging => logging.AddFakeLogging());
        services.AddRedoxDestination(configuration.GetSection("Redox:Destination"));
        await using var provider = services.BuildServiceProvider();
        var destination = provider.GetRequiredService<RedoxDestination>();
        async Task<bool> Accepts(string token) => (await destination.ReceiveAsync(new RedoxDestinationRequest
        {
            Method = "GET",
            Header = _ => null,
            Query = name => name == "challenge" ? "c" : token,
        })).StatusCode == 200;

        Assert.Equal((true, false), (await Accepts("old"), await Accepts("new")));

        configuration["Redox:Destination:VerificationTokens:1"] = "new";
        configuration.Reload();
        Assert.Equal((true, true), (await Accepts("old"), await Accepts("new")));

        configuration["Redox:Destination:VerificationTokens:0"] = "";
        Record.Exception(configuration.Reload);
        Assert.Equal((true, true), (await Accepts("old"), await Accepts("new")));
        Assert.Contains("Redox:Destination:VerificationTokens:0: empty", Assert.Single(provider.GetFakeLogCollector().GetSnapshot(), record => record.Id == 69).Message, StringComparison.Ordinal);

        configuration["Redox:Destination:VerificationTokens:0"] = "newer";
        configuration.Reload();
        Assert.Equal((false, true, true), (await Accepts("old"), await Accepts("new"), await Accepts("newer")));
    }

    [Fact]
    public async Task Each_faulty_change_of_the_settings_is_reported_once()
    {
        var configuration = Configuration(("VerificationTokens:0", "good"));
        var services = new ServiceCollection().AddLogging(logging => logging.AddFakeLogging());
        services.AddRedoxDestination(configuration.GetSection("Redox:Destination"));
        await using var provider = services.BuildServiceProvider();
        var destination = provider.GetRequiredService<RedoxDestination>();
        void Change(string name, string value)
        {
            configuration[$"Redox:Destination:{name}"] = value;
            Record.Exception(configuration.Reload);
            _ = (destination.MaxBodySize, destination.MaxBodySize);
        }

        Change("VerificationTokens:0", "");
        Change("MaxBodySize", "0");
        Change("VerificationTokens:0", "good");
        Change("MaxBodySize", "1000");
        Change("MaxBodySize", "0");

        Assert.Equal(
            [(true, false), (true, true), (false, true), (false, true)],
            provider.GetFakeLogCollector().GetSnapshot().Where(record => record.Id == 69).Select(record =>
                (record.Message.Contains("VerificationTokens:0", StringComparison.Ordinal), record.Message.Contains("MaxBodySize", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Each_destination_has_its_own_tokens_and_handlers()
    {
        var services = new ServiceCollection();
        services.AddRedoxDestination(options => options.VerificationTokens.Add("of the ward"));
        services.AddRedoxDestination("lab", options => options.VerificationTokens.Add("of the lab"));
        await using var provider = services.BuildServiceProvider();
        async Task<int> Get(RedoxDestination destination, string token) => (await destination.ReceiveAsync(new RedoxDestinationRequest
        {
            Method = "GET",
            Header = _ => null,
            Query = name => name == "challenge" ? "c" : token,
        })).StatusCode;

        var (ward, lab) = (provider.GetRequiredService<RedoxDestination>(), provider.GetRequiredKeyedService<RedoxDestination>("lab"));

        Assert.Equal(("", "lab"), (ward.Name, lab.Name));
        Assert.Equal((200, 401, 200, 401), (await Get(ward, "of the ward"), await Get(ward, "of the lab"), await Get(lab, "of the lab"), await Get(lab, "of the ward")));
    }

    private static IOptions<RedoxDestinationOptions> Options(params (string Name, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddRedoxDestination(Configuration(settings).GetSection("Redox:Destination"));
        return services.BuildServiceProvider().GetRequiredService<IOptions<RedoxDestinationOptions>>();
    }

    private static IConfigurationRoot Configuration(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Redox:Destination:{setting.Name}", (string?)setting.Value))).Build();
}
