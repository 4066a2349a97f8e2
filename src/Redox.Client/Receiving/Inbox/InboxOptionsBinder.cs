using Microsoft.Extensions.Configuration;
using Redox.Client.Options;

namespace Redox.Client.Receiving.Inbox;

/// <summary>Reads the options of an inbox from a configuration section.</summary>
internal static class InboxOptionsBinder
{
    /// <summary>The name of the section, below that of the destination.</summary>
    public const string Section = "Inbox";

    public static void Bind(IConfiguration configuration, RedoxInboxOptions options) => SettingsReader.Read(configuration.GetSection(Section), options.Origin, reader => Read(reader, options));

    private static void Read(SettingsReader reader, RedoxInboxOptions options)
    {
        reader.Read<KeyName>(nameof(options.Key), value => options.Key = value.Key, "Use Destination, Patient, Visit or None; a key of your own is set in code.");
        reader.AddTexts(nameof(options.KeyIdentifierTypes), options.KeyIdentifierTypes);
        options.KeySecret = reader.Text(nameof(options.KeySecret)) ?? options.KeySecret;
        reader.Read<int>(nameof(options.MaxConcurrency), value => options.MaxConcurrency = value, "Use a whole number, like 8.");
        reader.ReadTime(nameof(options.Lease), value => options.Lease = value, "Use hours, minutes and seconds, like 00:00:30.");
        reader.ReadTime(nameof(options.Heartbeat), value => options.Heartbeat = value, "Use hours, minutes and seconds, like 00:00:10.");
        reader.ReadTime(nameof(options.RetryDelay), value => options.RetryDelay = value, "Use hours, minutes and seconds, like 00:00:02.");
        reader.ReadTime(nameof(options.MaxRetryDelay), value => options.MaxRetryDelay = value, "Use hours, minutes and seconds, like 00:02:00.");
        reader.Read<int>(nameof(options.MaxAttempts), value => options.MaxAttempts = value, "Use a whole number, like 20.");
        reader.Read<int>(nameof(options.MaxDeaths), value => options.MaxDeaths = value, "Use a whole number, like 5.");
        reader.ReadTime(nameof(options.HandlerTimeout), value => options.HandlerTimeout = value, "Use hours, minutes and seconds, like 00:10:00.");
        reader.ReadTime(nameof(options.Retention), value => options.Retention = value, "Use days, hours, minutes and seconds: a day is 1.00:00:00.");
        reader.ReadTime(nameof(options.MaxParkedAge), value => options.MaxParkedAge = value, "Use days, hours, minutes and seconds: a day is 1.00:00:00.");
        reader.Read<bool>(nameof(options.KeepFailureText), value => options.KeepFailureText = value, SettingsReader.TrueOrFalse);
        reader.Read<bool>(nameof(options.ProtectBodies), value => options.ProtectBodies = value, SettingsReader.TrueOrFalse);
    }
}
