using System.Buffers.Text;
using System.Text;
using Redox.Client.Options;

namespace Redox.Client.Authentication.Keys;

/// <summary>Reads the file of a private key as text, whatever its encoding, or says why it cannot.</summary>
internal static class KeyFile
{
    private const int MaxPathLength = 1024;
    private const int MinBase64Length = 100; // The smallest key takes 224 characters.
    private const int MaxLength = 64 * 1024; // The largest key takes 13 KB; certificates may accompany it.

    public static string? Read(string path, out KeyFault? fault)
    {
        fault = null;

        // The key itself may have been put here. It must not appear in an error message.
        if (LooksLikeKey(path.Trim()))
        {
            fault = Fault("not a path: it looks like the key itself. Put the key's text into PrivateKey, or give the path of a file.");
            return null;
        }

        if (SettingText.Fault(path) is { } unseen && !File.Exists(path))
        {
            fault = Fault(unseen);
            return null;
        }

        try
        {
            var bytes = ReadBytes(path);
            var description = bytes.Length > MaxLength ? $"the file '{path}' is larger than 64 KB, which no key is. Give the path of a file with your private key (PEM or JWK)."
                : !bytes.AsSpan().ContainsAnyExcept(" \t\r\n"u8) ? $"the file '{path}' is empty. Put your private key (PEM or JWK) into it."
                : BinaryKey.Describe(bytes);
            fault = description is null ? null : Fault(description);
            return fault is null ? Decode(bytes) : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            fault = Fault($"the file '{path}' does not exist. Give the path of a file with your private key (PEM or JWK).");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            fault = Fault(Directory.Exists(path)
                ? $"'{path}' is a folder. Give the path of the file in it."
                : $"the file '{path}' cannot be read ({exception.GetType().Name}). Let the application's user read it.");
        }

        return null;
    }

    private static KeyFault Fault(string description) => new(description, nameof(RedoxPrivateKey.PrivateKeyPath));

    // Read no more than needed: the path may lead to a device, which has no end.
    private static byte[] ReadBytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[MaxLength + 1];
        return buffer[..file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
    }

    // UTF-8, or as the byte order mark says. UTF-16 is common on Windows.
    private static string Decode(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    // Finally, the text of a PEM without its first and last line, or a whole PEM in Base64, as secrets are often passed on.
    private static bool LooksLikeKey(string path) =>
        path.Contains("-----", StringComparison.Ordinal) || path.Contains('\n', StringComparison.Ordinal) || JwkReader.LooksLikeJwk(path) || path.Length > MaxPathLength
        || (path.Length > MinBase64Length && Base64.IsValid(path) && !File.Exists(path));
}
