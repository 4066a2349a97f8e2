using System.Security.Cryptography;

namespace Redox.Client.Authentication;

/// <summary>Why there is no key: the setting at fault and a description that holds nothing of the key.</summary>
internal readonly record struct KeyFault(string Setting, string Description);

/// <summary>Gets the private key from wherever the credentials point to.</summary>
internal static class PrivateKeyLoader
{
    private const int LongestPath = 1024;

    public static RSA? Load(RedoxCredentials credentials, out KeyFault? fault)
    {
        var (text, path) = (credentials.PrivateKey, credentials.PrivateKeyPath);
        fault = (string.IsNullOrWhiteSpace(text), string.IsNullOrWhiteSpace(path)) switch
        {
            (true, true) => new(nameof(credentials.PrivateKeyPath), "missing. Set it to the path of a PEM file with your private key, or set PrivateKey to the PEM text."),
            (false, false) => new(nameof(credentials.PrivateKeyPath), "set together with PrivateKey. Keep one of the two."),
            _ => null,
        };

        if (fault is not null)
        {
            return null;
        }

        var setting = string.IsNullOrWhiteSpace(text) ? nameof(credentials.PrivateKeyPath) : nameof(credentials.PrivateKey);
        var pem = string.IsNullOrWhiteSpace(text) ? ReadFile(path!, out var description) : Unescape(text, out description);
        RSA? key = null;
        if (pem is not null)
        {
            key = PemReader.ReadRsa(pem, out description);
        }

        fault = description is null ? null : new(setting, description);
        return key;
    }

    private static string? ReadFile(string path, out string? fault)
    {
        // Someone may have put the key itself here. It must not come out in an error message.
        if (path.Contains("-----", StringComparison.Ordinal) || path.Contains('\n', StringComparison.Ordinal) || path.Length > LongestPath)
        {
            fault = "not a path: it looks like the key itself. Put the PEM text into PrivateKey, or give the path of a file.";
            return null;
        }

        try
        {
            fault = null;
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            fault = $"the file '{path}' does not exist. Give the path of a PEM file with your private key.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            fault = $"the file '{path}' cannot be read ({exception.GetType().Name}). Let the application's user read it.";
        }

        return null;
    }

    // Environment variables and some secret stores hold a PEM on one line, its line breaks written as \n.
    private static string Unescape(string text, out string? fault)
    {
        fault = null;
        return text.Contains('\n', StringComparison.Ordinal) ? text : text.Replace("\\n", "\n", StringComparison.Ordinal);
    }
}
