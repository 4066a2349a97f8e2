using Redox.Client.Authentication.Keys;
using Redox.Client.Options;

namespace Redox.Client.Authentication;

/// <summary>Checks the credentials of a client: exactly one kind of API key, complete, with a key that can sign.</summary>
internal static class CredentialsCheck
{
    public static void Run(RedoxCredentials credentials, Uri address, SettingPath path, List<string> faults)
    {
        if (!credentials.IsLegacy)
        {
            CheckOAuth(credentials, address, path, faults);
            return;
        }

        Require(credentials.ApiKey, path.To(nameof(credentials.ApiKey)), "Set it to the legacy API key, or remove Secret.", faults);
        Require(credentials.Secret, path.To(nameof(credentials.Secret)), "Set it to the secret of the legacy API key.", faults);
        Report(PublishedTestKeys.Fault(credentials.ApiKey, address), path.To(nameof(credentials.ApiKey)), faults);
        Report(SettingText.Fault(credentials.ApiKey), path.To(nameof(credentials.ApiKey)), faults);
        Report(SettingText.Fault(credentials.Secret), path.To(nameof(credentials.Secret)), faults);
        if (OAuthSettings(credentials) is { Length: > 0 } both)
        {
            faults.Add($"{path.To(nameof(credentials.ApiKey))}: a legacy API key is set together with {both}, which belong to an OAuth API key. Keep one of the two kinds.");
        }
    }

    private static void CheckOAuth(RedoxCredentials credentials, Uri address, SettingPath path, List<string> faults)
    {
        Require(credentials.ClientId, path.To(nameof(credentials.ClientId)), "Set it to the client ID of your API key, as the Redox dashboard shows it.", faults);
        Report(SettingText.Fault(credentials.ClientId), path.To(nameof(credentials.ClientId)), faults);
        Report(SettingText.Fault(credentials.Scope), path.To(nameof(credentials.Scope)), faults);
        Report(SettingText.Fault(credentials.Audience), path.To(nameof(credentials.Audience)), faults);
        if (!credentials.UsesSigner)
        {
            CheckKey(credentials.Key, address, path, faults);
        }
        else if (KeySettings(credentials.Key) is { Length: > 0 } both)
        {
            faults.Add($"{path.Root}: {both} set together with UseAssertionSigner. The signer has the key: keep only one of the two.");
        }

        if (credentials.PreviousKey is { } previous)
        {
            CheckKey(previous, address, path.Beneath(nameof(credentials.PreviousKey)), faults);
        }
    }

    private static void CheckKey(RedoxPrivateKey settings, Uri address, SettingPath path, List<string> faults)
    {
        using var key = PrivateKeyLoader.Load(settings, out var fault);

        // A JWK may contain its ID. Whether a damaged one does is unknown.
        if (string.IsNullOrEmpty(key?.KeyId) && fault is not { InJwk: true })
        {
            Require(settings.KeyId, path.To(nameof(settings.KeyId)), "Set it to the ID (kid) of the public key that is registered with Redox.", faults);
        }

        Report(SettingText.Fault(settings.KeyId) ?? (SettingText.Fault(key?.KeyId) is { } kid ? $"the JWK's own ('kid') {kid}" : null), path.To(nameof(settings.KeyId)), faults);
        if (fault is { } found)
        {
            faults.Add($"{path.To(found.Setting!)}: {found.Description}");
        }

        var setting = string.IsNullOrWhiteSpace(settings.PrivateKey) ? nameof(settings.PrivateKeyPath) : nameof(settings.PrivateKey);
        Report(PublishedTestKeys.Fault(key, address), path.To(setting), faults);
    }

    private static void Report(string? fault, string setting, List<string> faults)
    {
        if (fault is not null)
        {
            faults.Add($"{setting}: {fault}");
        }
    }

    private static void Require(string? value, string setting, string remedy, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            faults.Add($"{setting}: missing. {remedy}");
        }
    }

    private static string OAuthSettings(RedoxCredentials credentials) => Names(
        (nameof(credentials.ClientId), credentials.ClientId),
        (nameof(credentials.KeyId), credentials.KeyId),
        (nameof(credentials.PrivateKey), credentials.PrivateKey),
        (nameof(credentials.PrivateKeyPath), credentials.PrivateKeyPath),
        (nameof(credentials.PreviousKey), credentials.PreviousKey?.ToString()),
        (nameof(credentials.Scope), credentials.Scope),
        (nameof(credentials.Audience), credentials.Audience),
        ("UseAssertionSigner", credentials.UsesSigner ? "set" : null));

    private static string KeySettings(RedoxPrivateKey key) =>
        Names((nameof(key.KeyId), key.KeyId), (nameof(key.PrivateKey), key.PrivateKey), (nameof(key.PrivateKeyPath), key.PrivateKeyPath));

    private static string Names(params ReadOnlySpan<(string Name, string? Value)> settings)
    {
        var set = new List<string>();
        foreach (var (name, value) in settings)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                set.Add(name);
            }
        }

        return string.Join(", ", set);
    }
}
