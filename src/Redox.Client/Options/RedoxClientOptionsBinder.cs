using Microsoft.Extensions.Configuration;

namespace Redox.Client.Options;

/// <summary>Reads the options of a client from a configuration section.</summary>
internal static class RedoxClientOptionsBinder
{
    // Sections that belong to other parts of this library, now or in a later version.
    private static readonly string[] OtherSections = ["Destination", "Platform", "Fhir", "Files", "Inbox", "Outbox"];

    public static void Bind(IConfiguration configuration, RedoxClientOptions options) => SettingsReader.Read(configuration, options.Origin, reader => Read(reader, options), OtherSections);

    private static void Read(SettingsReader reader, RedoxClientOptions options)
    {
        Read(reader.Section(nameof(options.Credentials)), options.Credentials);
        options.SourceId = reader.Text(nameof(options.SourceId)) ?? options.SourceId;
        options.DefaultDestination = reader.Text(nameof(options.DefaultDestination)) ?? options.DefaultDestination;
        options.BaseAddress = reader.Address(nameof(options.BaseAddress)) ?? options.BaseAddress;
        options.BlobAddress = reader.Address(nameof(options.BlobAddress)) ?? options.BlobAddress;
        reader.AddNamed(nameof(options.Destinations), options.Destinations);
        reader.ReadName<RedoxEnvironment>(nameof(options.Environment), value => options.Environment = value, "Use Development, Staging or Production.");
        reader.Read<bool>(nameof(options.ValidateBeforeSending), value => options.ValidateBeforeSending = value, SettingsReader.TrueOrFalse);
        reader.Read<int>(nameof(options.MaxMessageSize), value => options.MaxMessageSize = value, "Use a number of bytes, like 41943040.");
        reader.Read<long>(nameof(options.MaxMemoryInFlight), value => options.MaxMemoryInFlight = value, "Use a number of bytes, like 805306368.");
        Read(reader.Section(nameof(options.RateLimit)), options.RateLimit);
    }

    private static void Read(SettingsReader reader, RedoxRateLimitOptions limit)
    {
        reader.Read<bool>(nameof(limit.Enabled), value => limit.Enabled = value, SettingsReader.TrueOrFalse);
        reader.Read<int>(nameof(limit.PermitLimit), value => limit.PermitLimit = value, "Use a whole number, like 10000.");
        reader.ReadTime(nameof(limit.Window), value => limit.Window = value, "Use hours, minutes and seconds, like 00:05:00.");
        reader.Read<int>(nameof(limit.QueueLimit), value => limit.QueueLimit = value, "Use a whole number, like 1000.");
    }

    private static void Read(SettingsReader reader, RedoxCredentials credentials)
    {
        credentials.ClientId = reader.Text(nameof(credentials.ClientId)) ?? credentials.ClientId;
        credentials.KeyId = reader.Text(nameof(credentials.KeyId)) ?? credentials.KeyId;
        credentials.PrivateKey = reader.Text(nameof(credentials.PrivateKey)) ?? credentials.PrivateKey;
        credentials.PrivateKeyPath = reader.Text(nameof(credentials.PrivateKeyPath)) ?? credentials.PrivateKeyPath;
        credentials.PrivateKeyPassword = reader.Text(nameof(credentials.PrivateKeyPassword)) ?? credentials.PrivateKeyPassword;
        credentials.Scope = reader.Text(nameof(credentials.Scope)) ?? credentials.Scope;
        credentials.Audience = reader.Text(nameof(credentials.Audience)) ?? credentials.Audience;
        credentials.ApiKey = reader.Text(nameof(credentials.ApiKey)) ?? credentials.ApiKey;
        credentials.Secret = reader.Text(nameof(credentials.Secret)) ?? credentials.Secret;

        var previous = reader.Section(nameof(credentials.PreviousKey));
        var key = credentials.PreviousKey ?? new RedoxPrivateKey();
        Read(previous, key);
        if (previous.HasSettings)
        {
            credentials.PreviousKey = key;
        }
    }

    private static void Read(SettingsReader reader, RedoxPrivateKey key)
    {
        key.KeyId = reader.Text(nameof(key.KeyId)) ?? key.KeyId;
        key.PrivateKey = reader.Text(nameof(key.PrivateKey)) ?? key.PrivateKey;
        key.PrivateKeyPath = reader.Text(nameof(key.PrivateKeyPath)) ?? key.PrivateKeyPath;
        key.PrivateKeyPassword = reader.Text(nameof(key.PrivateKeyPassword)) ?? key.PrivateKeyPassword;
    }
}
