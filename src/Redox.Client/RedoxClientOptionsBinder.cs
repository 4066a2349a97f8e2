using Microsoft.Extensions.Configuration;

namespace Redox.Client;

/// <summary>
/// Reads the options from a configuration section by hand: no reflection, and a value that cannot be read is reported together with all other faults,
/// where the binder of the framework would throw at the first.
/// </summary>
internal static class RedoxClientOptionsBinder
{
    public static void Bind(IConfiguration section, RedoxClientOptions options)
    {
        options.Path = SettingPath.Section((section as IConfigurationSection)?.Path ?? "");

        Bind(section.GetSection(nameof(options.Credentials)), options.Credentials);
        options.SourceId = section[nameof(options.SourceId)] ?? options.SourceId;
        options.BaseAddress = Address(section[nameof(options.BaseAddress)]) ?? options.BaseAddress;
        options.BlobAddress = Address(section[nameof(options.BlobAddress)]) ?? options.BlobAddress;

        foreach (var destination in section.GetSection(nameof(options.Destinations)).GetChildren())
        {
            options.Destinations[destination.Key] = destination.Value ?? "";
        }

        if (Value(section, nameof(options.Environment)) is { } environment)
        {
            if (Enum.TryParse<RedoxEnvironment>(environment, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed))
            {
                options.Environment = parsed;
            }
            else
            {
                Unreadable(options, nameof(options.Environment), environment, "Use Development, Staging or Production.");
            }
        }

        if (Value(section, nameof(options.ValidateBeforeSending)) is { } validate)
        {
            if (bool.TryParse(validate, out var parsed))
            {
                options.ValidateBeforeSending = parsed;
            }
            else
            {
                Unreadable(options, nameof(options.ValidateBeforeSending), validate, "Use true or false.");
            }
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
        if (previous.GetChildren().Any())
        {
            var key = credentials.PreviousKey ??= new RedoxPrivateKey();
            key.KeyId = previous[nameof(key.KeyId)] ?? key.KeyId;
            key.PrivateKey = previous[nameof(key.PrivateKey)] ?? key.PrivateKey;
            key.PrivateKeyPath = previous[nameof(key.PrivateKeyPath)] ?? key.PrivateKeyPath;
            key.PrivateKeyPassword = previous[nameof(key.PrivateKeyPassword)] ?? key.PrivateKeyPassword;
        }
    }

    private static string? Value(IConfiguration section, string name) => section[name] is { Length: > 0 } value ? value : null;

    // A relative address is kept, so that the validator can report it.
    private static Uri? Address(string? value) => Uri.TryCreate(value, UriKind.RelativeOrAbsolute, out var address) && value is not "" ? address : null;

    private static void Unreadable(RedoxClientOptions options, string name, string value, string remedy) =>
        options.BindingErrors.Add($"{options.Path.To(name)}: '{value}' is not a known value. {remedy}");
}
