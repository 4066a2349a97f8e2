using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>The settings of the inbox and of duplicates: from a section or from code, checked and reported like all others.</summary>
public sealed class PartSettingTests
{
    [Theory]
    [InlineData("Inbox:MaxConcurrency", "3")]
    [InlineData("Inbox:RetryDelay", "00:00:07")]
    [InlineData("Inbox:MaxRetryDelay", "01:00:00")]
    [InlineData("Inbox:MaxAttempts", "20")]
    [InlineData("Inbox:MaxDeaths", "3")]
    [InlineData("Inbox:HandlerTimeout", "00:10:00")]
    [InlineData("Inbox:Retention", "2.00:00:00")]
    [InlineData("Inbox:Key", "Patient")]
    [InlineData("Inbox:KeySecret", "a random text of 32 characters..")]
    [InlineData("Inbox:Lease", "00:01:00")]
    [InlineData("Inbox:Heartbeat", "00:00:15")]
    [InlineData("Inbox:MaxParkedAge", "30.00:00:00")]
    [InlineData("Inbox:KeepFailureText", "True")]
    [InlineData("Inbox:ProtectBodies", "True")]
    [InlineData("Duplicates:Retention", "2.00:00:00")]
    [InlineData("Duplicates:Capacity", "500")]
    public void A_setting_can_come_from_a_section(string setting, string value) => Assert.Equal(value, Read(UseBoth, (setting, value))[setting]);

    [Theory]
    [InlineData("Inbox:MaxConcurrency", "0", "0 is out of range. Use 1 to 1000; omit it for 8.")]
    [InlineData("Inbox:MaxConcurrency", "1001", "1001 is out of range. Use 1 to 1000; omit it for 8.")]
    [InlineData("Inbox:MaxConcurrency", "many", "'many' is not a known value. Use a whole number, like 8.")]
    [InlineData("Inbox:RetryDelay", "00:00:00", "'00:00:00' is out of range. Use more than zero and up to 1.00:00:00; omit it for 00:00:02.")]
    [InlineData("Inbox:RetryDelay", "2", "'2' is not a known value. Use hours, minutes and seconds, like 00:00:02.")]
    [InlineData("Inbox:HandlerTimeout", "24:00:00", "'24:00:00' is not a known value. Use hours, minutes and seconds, like 00:10:00.")]
    [InlineData("Inbox:Key", "MRN", "'MRN' is not a known value. Use Destination, Patient, Visit or None; a key of your own is set in code.")]
    [InlineData("Inbox:KeySecret", "CANARY", "is shorter than 32 characters. Use a random text of that length, the same in all processes, or leave it out.")]
    [InlineData("Inbox:Lease", "01:00:01", "'01:00:01' is out of range. Use 00:00:03 to 01:00:00.")]
    [InlineData("Inbox:Heartbeat", "00:00:16", "'00:00:16' is out of range. Use more than zero and at most half of Lease ('00:00:30'), so that a lease survives one that fails.")]
    [InlineData("Inbox:MaxParkedAge", "0:00:00", "'00:00:00' is out of range. Use more than zero and up to 3650.00:00:00; omit it for no limit.")]
    [InlineData("Inbox:Retention", "24:00:00", "'24:00:00' is not a known value. Use days, hours, minutes and seconds: a day is 1.00:00:00.")]
    [InlineData("Inbox:Retention", "7", "'7' is not a known value. Use days, hours, minutes and seconds: a day is 1.00:00:00.")]
    [InlineData("Duplicates:Retention", "00:60:00", "'00:60:00' is not a known value. Use days, hours, minutes and seconds: a day is 1.00:00:00.")]
    [InlineData("Inbox:RetryDelay", "2 s", "'2 s' is not a known value. Use hours, minutes and seconds, like 00:00:02.")]
    [InlineData("Inbox:MaxRetryDelay", "1.00:00:01", "'1.00:00:01' is out of range. Use more than zero and up to 1.00:00:00; omit it for 00:02:00.")]
    [InlineData("Inbox:MaxRetryDelay", "00:00:01", "'00:00:01' is less than RetryDelay ('00:00:02'). Raise it, or lower RetryDelay.")]
    [InlineData("Inbox:MaxRetryDelay", "long", "'long' is not a known value. Use hours, minutes and seconds, like 00:02:00.")]
    [InlineData("Inbox:MaxAttempts", "-1", "-1 is too small. Use 1 or more; omit it for no limit.")]
    [InlineData("Inbox:MaxAttempts", "none", "'none' is not a known value. Use a whole number, like 20.")]
    [InlineData("Inbox:MaxDeaths", "0", "0 is too small. Use 1 or more; omit it for 5.")]
    [InlineData("Inbox:MaxDeaths", "x", "'x' is not a known value. Use a whole number, like 5.")]
    [InlineData("Inbox:HandlerTimeout", "2.00:00:00", "'2.00:00:00' is out of range. Use more than zero and up to 1.00:00:00; omit it for no limit.")]
    [InlineData("Inbox:HandlerTimeout", "10 min", "'10 min' is not a known value. Use hours, minutes and seconds, like 00:10:00.")]
    [InlineData("Inbox:Retention", "-00:00:01", "'-00:00:01' is out of range. Use more than zero and up to 3650.00:00:00; omit it for 7.00:00:00.")]
    [InlineData("Inbox:Retention", "ever", "'ever' is not a known value. Use days, hours, minutes and seconds: a day is 1.00:00:00.")]
    [InlineData("Duplicates:Retention", "3651.00:00:00", "'3651.00:00:00' is out of range. Use more than zero and up to 3650.00:00:00; omit it for 1.00:00:00.")]
    [InlineData("Duplicates:Retention", "ever", "'ever' is not a known value. Use days, hours, minutes and seconds: a day is 1.00:00:00.")]
    [InlineData("Duplicates:Capacity", "0", "0 is too small. Use 1 or more; omit it for 100000.")]
    [InlineData("Duplicates:Capacity", "all", "'all' is not a known value. Use a whole number, like 100000.")]
    public void A_faulty_setting_is_refused_at_start(string setting, string value, string fault) =>
        Assert.Equal([$"Redox:Destination:{setting}: {fault}"], Start(UseBoth, (setting, value)).Faults);

    [Fact]
    public void Bodies_are_not_protected_by_nothing_nor_by_half() => Assert.Equal(
        [
            "Redox:Destination:Inbox:KeepFailureText: may not be set together with ProtectBodies: the text may quote the message, and is stored as it is. Leave one of them out.",
            "Redox:Destination:Inbox:ProtectBodies: no IRedoxDataProtector is registered. Call services.AddRedoxDataProtection() (package Redox.Client.AspNetCore), or register one of your own.",
        ],
        Start(UseBoth, ("Inbox:ProtectBodies", "true"), ("Inbox:KeepFailureText", "true")).Faults);

    [Fact]
    public void Types_of_identifiers_can_come_from_a_section()
    {
        var services = new ServiceCollection();
        UseBoth(services.AddRedoxDestination(Configuration(("Inbox:KeyIdentifierTypes:0", "EPI"), ("Inbox:KeyIdentifierTypes:1", "NIST")).GetSection("Redox:Destination")));
        using var provider = services.BuildServiceProvider();

        Assert.Equal(["EPI", "NIST"], provider.GetRequiredService<IOptions<RedoxInboxOptions>>().Value.KeyIdentifierTypes);
        Assert.Equal(
            ["Redox:Destination:Inbox:KeyIdentifierTypes: has an empty entry. Name types of identifiers, like MR, or leave it out."],
            Start(UseBoth, ("Inbox:KeyIdentifierTypes:0", " ")).Faults);
    }

    [Fact]
    public void All_faults_are_reported_at_once() => Assert.Equal(
        [
            "Redox:Destination:Duplicates:Capacity: 0 is too small. Use 1 or more; omit it for 100000.",
            "Redox:Destination:Inbox:MaxAttempts: 'x' is not a known value. Use a whole number, like 20.",
            "Redox:Destination:Inbox:MaxConcurrency: 0 is out of range. Use 1 to 1000; omit it for 8.",
            "Redox:Destination:Inbox:MaxDeaths: a section or a list, where a single value is expected. Give the value itself.",
            "Redox:Destination:MaxValues: 0 is too small. Use 1 or more; omit it for 1000000.",
        ],
        Start(UseBoth, ("MaxValues", "0"), ("Inbox:MaxConcurrency", "0"), ("Inbox:MaxAttempts", "x"), ("Inbox:MaxDeaths:0", "5"), ("Duplicates:Capacity", "0")).Faults);

    [Theory]
    [InlineData("Inbox")]
    [InlineData("Duplicates")]
    public void A_value_in_place_of_the_section_is_refused(string section) => Assert.Equal(
        [$"Redox:Destination:{section}: a value, where a section is expected. Give the settings below it by name."], Start(UseBoth, (section, "CANARY")).Faults);

    [Fact]
    public void Unknown_settings_are_warned_of_with_the_nearest_name() => Assert.Equal(
        [
            "Nothing reads these settings: Redox:Destination:Duplicates:Something. Correct their names, or remove them.",
            "Nothing reads these settings: Redox:Destination:Inbox:MaxAttempt (did you mean MaxAttempts?). Correct their names, or remove them.",
            "Nothing reads these settings: Redox:Destination:Inboxes (did you mean Inbox?). Correct their names, or remove them.",
        ],
        Start(UseBoth, ("Inbox:MaxAttempt", "CANARY"), ("Inboxes:MaxAttempts", "1"), ("Duplicates:Something", "CANARY"), ("Duplicates:Capacity", "5")).Warnings);

    [Fact]
    public void A_section_of_a_part_that_is_not_used_is_warned_of()
    {
        var unused = Start(_ => { }, ("Inbox:MaxAttempts", "20"), ("Duplicates:Capacity", "5"));

        Assert.Empty(unused.Faults);
        Assert.Equal(["Nothing reads these settings: Redox:Destination:Duplicates, Redox:Destination:Inbox. Correct their names, or remove them."], unused.Warnings);
        Assert.Empty(Start(UseBoth, ("Inbox:MaxAttempts", "20"), ("Duplicates:Capacity", "5")).Warnings);
    }

    [Fact]
    public void Code_wins_over_the_section()
    {
        var settings = Read(
            destination => destination.UseInbox(_ => new TroubledInbox(), options => options.MaxAttempts = 3).SkipDuplicates(options => options.Capacity = 7),
            ("Inbox:MaxAttempts", "20"),
            ("Inbox:MaxDeaths", "4"),
            ("Duplicates:Capacity", "500"));

        Assert.Equal(("3", "4", "7"), (settings["Inbox:MaxAttempts"], settings["Inbox:MaxDeaths"], settings["Duplicates:Capacity"]));
    }

    [Fact]
    public void Each_destination_has_its_own()
    {
        var configuration = Configuration(("Inbox:MaxAttempts", "20"));
        var services = new ServiceCollection();
        services.AddRedoxDestination(configuration.GetSection("Redox:Destination")).UseInbox(_ => new TroubledInbox());
        services.AddRedoxDestination("lab", options => options.VerificationTokens.Add("token")).UseInbox(_ => new TroubledInbox(), options => options.MaxDeaths = 0);
        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptionsMonitor<RedoxInboxOptions>>();

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<RedoxDestination>("lab"));

        Assert.Equal(["RedoxInboxOptions[lab].MaxDeaths: 0 is too small. Use 1 or more; omit it for 5."], failure.Failures);
        Assert.Equal(20, options.Get("").MaxAttempts);
        Assert.NotNull(provider.GetRequiredService<RedoxDestination>());
    }

    private static void UseBoth(RedoxDestinationBuilder destination) => destination.UseInbox(_ => new TroubledInbox()).SkipDuplicates();

    private static IConfigurationRoot Configuration(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Append(("VerificationTokens", "a-token")).Select(setting => KeyValuePair.Create($"Redox:Destination:{setting.Item1}", (string?)setting.Item2))).Build();

    private static Dictionary<string, string> Read(Action<RedoxDestinationBuilder> use, params (string Name, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddRedoxDataProtection();
        use(services.AddRedoxDestination(Configuration(settings).GetSection("Redox:Destination")));
        using var provider = services.BuildServiceProvider();
        var (inbox, duplicates) = (provider.GetRequiredService<IOptions<RedoxInboxOptions>>().Value, provider.GetRequiredService<IOptions<RedoxDeduplicationOptions>>().Value);
        return inbox.GetType().GetProperties().Select(property => ($"Inbox:{property.Name}", property.GetValue(inbox)))
            .Concat(duplicates.GetType().GetProperties().Select(property => ($"Duplicates:{property.Name}", property.GetValue(duplicates))))
            .ToDictionary(setting => setting.Item1, setting => $"{setting.Item2}");
    }

    private static (string[] Faults, string[] Warnings) Start(Action<RedoxDestinationBuilder> use, params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddFakeLogging();
        use(builder.Services.AddRedoxDestination(Configuration(settings).GetSection("Redox:Destination")));
        using var host = builder.Build();
        var failures = Record.Exception(host.Start) switch
        {
            null => [],
            OptionsValidationException failure => failure.Failures,
            AggregateException several => several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(failure => failure.Failures),
            var other => throw other,
        };
        var warnings = host.Services.GetFakeLogCollector().GetSnapshot().Where(record => record.Id.Id == 29).Select(record => record.Message);
        return ([.. failures.Order(StringComparer.Ordinal)], [.. warnings.Order(StringComparer.Ordinal)]);
    }
}
