using System.Buffers.Text;

namespace Redox.Client.Authentication.Keys;

/// <summary>Gets a private key from wherever the settings point to.</summary>
internal static class PrivateKeyLoader
{
    private const int LongestPath = 1024;
    private const int ShortestBase64 = 100; // The smallest key takes 224 characters.

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
            _ => null,
        };

        return fault is not null ? null : string.IsNullOrWhiteSpace(text) ? ReadFile(path!, out fault) : Unescape(text);
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

    private static string? ReadFile(string path, out KeyFault? fault)
    {
        string description;

        // Someone may have put the key itself here. It must not come out in an error message.
        if (LooksLikeKey(path))
        {
            fault = new("not a path: it looks like the key itself. Put the key's text into PrivateKey, or give the path of a file.", nameof(RedoxPrivateKey.PrivateKeyPath));
            return null;
        }

        try
        {
            fault = null;
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            description = $"the file '{path}' does not exist. Give the path of a file with your private key (PEM or JWK).";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            description = Directory.Exists(path)
                ? $"'{path}' is a folder. Give the path of the file in it."
                : $"the file '{path}' cannot be read ({exception.GetType().Name}). Let the application's user read it.";
        }

        fault = new(description, nameof(RedoxPrivateKey.PrivateKeyPath));
        return null;
    }

    // Last the text of a PEM without its first and last line, or a whole PEM in Base64, as secrets are often handed on.
    private static bool LooksLikeKey(string path) =>
        path.Contains("-----", StringComparison.Ordinal) || path.Contains('\n', StringComparison.Ordinal) || JwkReader.LooksLikeJwk(path) || path.Length > LongestPath
        || (path.Length > ShortestBase64 && Base64.IsValid(path) && !File.Exists(path));

    // Environment variables and some secret stores hold a PEM on one line, its line breaks written as \n or \r\n; bytes of a file may begin with their mark.
    private static string Unescape(string text)
    {
        text = text.TrimStart('\uFEFF');
        return JwkReader.LooksLikeJwk(text) ? text : text.Replace("\\r", "", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal);
    }
}
