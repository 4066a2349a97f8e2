using Microsoft.Extensions.Configuration;
using Redox.Client.Options;
using Redox.Client.Receiving.Deduplication;
using Redox.Client.Receiving.Inbox;

namespace Redox.Client.Receiving;

/// <summary>Reads the options of a destination from a configuration section.</summary>
internal static class RedoxDestinationOptionsBinder
{
    public static void Bind(IConfiguration configuration, RedoxDestinationOptions options) => SettingsReader.Read(configuration, options.Origin, reader => Read(reader, options));

    private static void Read(SettingsReader reader, RedoxDestinationOptions options)
    {
        reader.AddTexts(nameof(options.VerificationTokens), options.VerificationTokens);
        reader.AddTexts(nameof(options.SsoSecrets), options.SsoSecrets);
        reader.Read<bool>(nameof(options.TrustEndpointAuthorization), value => options.TrustEndpointAuthorization = value, SettingsReader.TrueOrFalse);
        reader.Read<bool>(nameof(options.AllowGetHandshake), value => options.AllowGetHandshake = value, SettingsReader.TrueOrFalse);
        reader.Read<int>(nameof(options.MaxBodySize), value => options.MaxBodySize = value, "Use a number of bytes, like 50331648.");
        reader.Read<int>(nameof(options.MaxValues), value => options.MaxValues = value, "Use a number, like 1000000.");
        reader.Read<long>(nameof(options.MaxMemoryInFlight), value => options.MaxMemoryInFlight = value, "Use a number of bytes, like 805306368.");
        reader.ReadTime(nameof(options.QueryTimeout), value => options.QueryTimeout = value, "Use hours, minutes and seconds, like 00:01:50.");
        reader.Read<bool>(nameof(options.ValidateResponses), value => options.ValidateResponses = value, SettingsReader.TrueOrFalse);
        reader.Read<bool>(nameof(options.LogHandlerExceptions), value => options.LogHandlerExceptions = value, SettingsReader.TrueOrFalse);
        reader.Leave(DeduplicationOptionsBinder.Section);
        reader.Leave(InboxOptionsBinder.Section);
    }
}
