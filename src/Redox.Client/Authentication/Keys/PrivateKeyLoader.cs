namespace Redox.Client.Authentication.Keys;

/// <summary>Gets a private key from wherever the settings point to.</summary>
internal static class PrivateKeyLoader
{
    public static SigningKey? Load(RedoxPrivateKey settings, out KeyFault? fault)
    {
        var text = ReadText(settings, out fault);
        return text is null ? null : Parse(text, settings, out fault);
    }

    /// <summary>Loads a key of whose settings it is known that they were valid a moment ago.</summary>
    /// <exception cref="RedoxConfigurationException">They are not any more.</exception>
    public static SigningKey Load(RedoxPrivateKey settings, SettingPath path) =>
        Load(settings, out var fault) is { } key ? key : throw new RedoxConfigurationException($"{path.To(fault!.Value.Setting!)}: {fault.Value.Description}");

    public static string? ReadText(RedoxPrivateKey settings, out KeyFault? fault)
    {
        var (text, path) = (settings.PrivateKey, settings.PrivateKeyPath);
        fault = (string.IsNullOrWhiteSpace(text), string.IsNullOrWhiteSpace(path)) switch
        {
            (true, true) => new("missing. Set it to the path of a file with your private key (PEM or JWK), or set PrivateKey to the key's text.", nameof(settings.PrivateKeyPath)),
            (false, false) => new("set together with PrivateKey. Keep one of the two.", nameof(settings.PrivateKeyPath)),
            (false, true) when KeyText.IsPath(text!.Trim()) => new("not a key: it looks like the path of a file. Set PrivateKeyPath to it instead.", nameof(settings.PrivateKey)),
            _ => null,
        };

        return fault is not null ? null : (string.IsNullOrWhiteSpace(text) ? KeyFile.Read(path!, out fault) : text) is { } found ? KeyText.Normalize(found) : null;
    }

    public static SigningKey? Parse(string text, RedoxPrivateKey settings, out KeyFault? fault)
    {
        var keyId = string.IsNullOrWhiteSpace(settings.KeyId) ? null : settings.KeyId;
        SigningKey? key;
        if (JwkReader.LooksLikeJwk(text))
        {
            key = JwkReader.Read(text, keyId, out var description);
            fault = description is null ? null : new(description, InJwk: true);
        }
        else
        {
            key = PemReader.Read(text, settings.PrivateKeyPassword, keyId, out fault);
        }

        if (fault is { Setting: null } found)
        {
            fault = found with { Setting = string.IsNullOrWhiteSpace(settings.PrivateKey) ? nameof(settings.PrivateKeyPath) : nameof(settings.PrivateKey) };
        }

        return key;
    }
}
