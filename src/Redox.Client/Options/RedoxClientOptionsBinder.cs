using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Redox.Client.Options;

/// <summary>
/// Reads the options from a configuration section by hand: no reflection, and a value that cannot be read is reported together with all other faults,
/// where the framework's binder would throw at the first.
/// </summary>
internal static class RedoxClientOptionsBinder
{
    private const string TrueOrFalse = "Use true or false.";

    // Sections that belong to other parts of this library, now or in a later version.
    private static readonly string[] OtherSections = ["Destination", "Platform", "Fhir", "Files", "Inbox", "Outbox"];

    public static void Bind(IConfiguration configuration, RedoxClientOptions options)
    {
        var section = new RecordedSection(configuration);
        options.Origin.Path = SettingPath.Section(section.Path);

        Bind(section.GetSection(nameof(options.Credentials)), options.Credentials);
        options.SourceId = section[nameof(options.SourceId)] ?? options.SourceId;
        options.DefaultDestination = section[nameof(options.DefaultDestination)] ?? options.DefaultDestination;
        options.BaseAddress = Address(section[nameof(options.BaseAddress)]) ?? options.BaseAddress;
        options.BlobAddress = Address(section[nameof(options.BlobAddress)]) ?? options.BlobAddress;

        foreach (var destination in section.GetSection(nameof(options.Destinations)).GetChildren())
        {
            options.Destinations[destination.Key] = destination.Value ?? "";
        }

        if (Value(section, nameof(options.Environment)) is { } environment)
        {
            // By name only: a number or a list of names means nothing to a reader.
            RedoxEnvironment[] meant = [.. Enum.GetValues<RedoxEnvironment>().Where(known => environment.Trim().Equals($"{known}", StringComparison.OrdinalIgnoreCase))];
            if (meant is [var known])
            {
                options.Environment = known;
            }
            else
            {
                options.Origin.Faults.Add($"{options.Origin.Path.To(nameof(options.Environment))}: '{environment}' is not a known value. Use Development, Staging or Production.");
            }
        }

        Read<bool>(section, [nameof(options.ValidateBeforeSending)], options, value => options.ValidateBeforeSending = value, TrueOrFalse);
        Read<int>(section, [nameof(options.MaxMessageSize)], options, value => options.MaxMessageSize = value, "Use a number of bytes, like 41943040.");
        Read<long>(section, [nameof(options.MaxMemoryInFlight)], options, value => options.MaxMemoryInFlight = value, "Use a number of bytes, like 805306368.");

        var limit = options.RateLimit;
        Read<bool>(section, [nameof(options.RateLimit), nameof(limit.Enabled)], options, value => limit.Enabled = value, TrueOrFalse);
        Read<int>(section, [nameof(options.RateLimit), nameof(limit.PermitLimit)], options, value => limit.PermitLimit = value, "Use a whole number, like 10000.");
        Read<TimeSpan>(section, [nameof(options.RateLimit), nameof(limit.Window)], options, value => limit.Window = value, "Use hours, minutes and seconds, like 00:05:00.");
        Read<int>(section, [nameof(options.RateLimit), nameof(limit.QueueLimit)], options, value => limit.QueueLimit = value, "Use a whole number, like 1000.");

        options.Origin.Faults.AddRange(section.Misplaced());
        options.Origin.Unknown.AddRange(section.Unknown(OtherSections));
    }

    private static void Read<T>(IConfiguration section, string[] path, RedoxClientOptions options, Action<T> set, string remedy)
        where T : IParsable<T>
    {
        if (Value(section, string.Join(ConfigurationPath.KeyDelimiter, path)) is not { } value)
        {
            return;
        }

        if (T.TryParse(value, CultureInfo.InvariantCulture, out var parsed))
        {
            set(parsed);
        }
        else
        {
            options.Origin.Faults.Add($"{options.Origin.Path.To(path)}: '{value}' is not a known value. {remedy}");
        }
    }

    private static void Bind(IConfigurationSection section, RedoxCredentials credentials)
    {
        credentials.ClientId = section[nameof(credentials.ClientId)] ?? credentials.ClientId;
        credentials.KeyId = section[nameof(credentials.KeyId)] ?? credentials.KeyId;
        credentials.PrivateKey = section[nameof(credentials.PrivateKey)] ?? credentials.PrivateKey;
        credentials.PrivateKeyPath = section[nameof(credentials.PrivateKeyPath)] ?? credentials.PrivateKeyPath;
        credentials.PrivateKeyPassword = section[nameof(credentials.PrivateKeyPassword)] ?? credentials.PrivateKeyPassword;
        credentials.Scope = section[nameof(credentials.Scope)] ?? credentials.Scope;
        credentials.Audience = section[nameof(credentials.Audience)] ?? credentials.Audience;
        credentials.ApiKey = section[nameof(credentials.ApiKey)] ?? credentials.ApiKey;
        credentials.Secret = section[nameof(credentials.Secret)] ?? credentials.Secret;

        var previous = section.GetSection(nameof(credentials.PreviousKey));
        var key = credentials.PreviousKey ?? new RedoxPrivateKey();
        key.KeyId = previous[nameof(key.KeyId)] ?? key.KeyId;
        key.PrivateKey = previous[nameof(key.PrivateKey)] ?? key.PrivateKey;
        key.PrivateKeyPath = previous[nameof(key.PrivateKeyPath)] ?? key.PrivateKeyPath;
        key.PrivateKeyPassword = previous[nameof(key.PrivateKeyPassword)] ?? key.PrivateKeyPassword;
        if ((previous as RecordedSection)?.HasChildren() == true)
        {
            credentials.PreviousKey = key;
        }
    }

    private static string? Value(IConfiguration section, string name) => section[name] is { Length: > 0 } value ? value : null;

    // A text that is not an address is kept as a relative one, so that the validator reports it. It must never mean the default, which is the real exchange.
    private static Uri? Address(string? value) =>
        string.IsNullOrEmpty(value) ? null : Uri.TryCreate(value, UriKind.Absolute, out var address) ? address : new Uri("", UriKind.Relative);
}
