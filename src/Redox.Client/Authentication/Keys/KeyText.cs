using System.Buffers.Text;

namespace Redox.Client.Authentication.Keys;

/// <summary>The text of a private key as it was handed on: put right where that is sure, told apart where it is no key.</summary>
internal static class KeyText
{
    private const int MinBase64Length = 100;
    private const int MaxPathLength = 1024;

    private static readonly string[] Extensions = [".pem", ".key", ".json", ".jwk", ".der", ".p8", ".p12", ".pfx", ".ppk"];

    /// <summary>
    /// Environment variables, files of settings and some secret stores hold a PEM on one line, its line breaks written as \n or \r\n, or in quotes; the text of a
    /// file may begin with its mark.
    /// </summary>
    public static string Normalize(string text)
    {
        text = text.Trim().Trim('\uFEFF').Trim();
        if (text is ['"', .., '"'] or ['\'', .., '\''])
        {
            text = text[1..^1].Trim();
        }

        return JwkReader.LooksLikeJwk(text) ? text : text.Replace("\\r", "", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>What a text is that holds no PEM, with the remedy.</summary>
    public static string Describe(string text) => text switch
    {
        _ when text.Contains("-----BEGIN", StringComparison.Ordinal) => PemReader.Damaged,
        _ when text.StartsWith("PuTTY-User-Key-File", StringComparison.Ordinal) => "a key of PuTTY. Convert it with 'puttygen key.ppk -O private-openssh -o key.pem'.",
        _ when text.StartsWith("---- BEGIN SSH2", StringComparison.Ordinal) || text.StartsWith("ssh-", StringComparison.Ordinal) || text.StartsWith("ecdsa-", StringComparison.Ordinal) =>
            "only the public half of a key, as SSH writes it. Signing needs the private half.",
        ['[', ..] => "a list in JSON. Give the one JWK that signs.",
        ['<', ..] when text.Contains("<html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) =>
            "a page of HTML, such as a sign-in or an error page that was saved in place of the key. Fetch the key again.",
        ['<', ..] => "neither a PEM nor a JWK but XML. .NET's XML keys become a PEM by 'RSA.FromXmlString' and 'RSA.ExportPkcs8PrivateKeyPem'.",
        _ when text.Length >= MinBase64Length && Base64.IsValid(text) => DescribeBase64(Convert.FromBase64String(text)),
        _ => "neither a PEM nor a JWK: there is no '-----BEGIN ... PRIVATE KEY-----', and no JSON object.",
    };

    /// <summary>Whether it is the path of a file, or looks like one, and so belongs into another setting.</summary>
    public static bool IsPath(string text) => text.Length <= MaxPathLength && !text.ContainsAny(['\n', '{', '<']) && !text.Contains("-----", StringComparison.Ordinal)
        && (text is ['/' or '~' or '.', ..] or [_, ':', '/' or '\\', ..] or ['\\', '\\', ..] || Array.Exists(Extensions, extension => text.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            || File.Exists(text));

    private static string DescribeBase64(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("-----BEGIN"u8) >= 0 || bytes is [(byte)'{', ..] ? "the Base64 of a key's text. Decode it once, for example with 'base64 -d'."
        : BinaryKey.LabelOf(bytes.ToArray()) is { } label ? $"Base64 without the first and last line of a PEM. Put it between the lines '-----BEGIN {label}-----' and '-----END {label}-----'."
        : BinaryKey.Describe(bytes) is { } kind ? $"Base64 of a binary file. Decode it into a file first, for example with 'base64 -d'. It is {kind}"
        : "Base64 of something that is no key. Give a PEM or a JWK.";
}
