using System.Globalization;
using System.Net;

namespace Redox.Client.Tool;

/// <summary>Reads the values of options. An error names the option or the variable, what was given and what is possible.</summary>
internal static class OptionValue
{
    public static IPAddress Address(string text, string source) =>
        text == "localhost" ? IPAddress.Loopback
        : text.AsSpan().ContainsAny('.', ':') && IPAddress.TryParse(text, out var address) ? address
        : throw new HostException($"{source} is '{text}', which is not an IP address; use 127.0.0.1 for this machine only, 0.0.0.0 for all of its interfaces, or the address of one.");

    public static int Port(string text, string source) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw new HostException($"{source} is '{text}', which is not a number from 0 to 65535.");

    public static string Path(string path, string source) =>
        Directory.Exists(path) || File.Exists(path) ? path : throw new HostException($"{source} names '{path}', which is neither a file nor a folder.");

    public static string[] Words(string text, string source) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words ? words : throw new HostException($"{source} is empty; name an audience.");

    // Not quoted: it is a secret.
    public static string Token(string text, string source) =>
        text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || "-._~+/=".Contains(character, StringComparison.Ordinal))
            ? text
            : throw new HostException($"{source} may have only letters from a to z, digits and - . _ ~ + / =, at least one.");

    public static bool Switch(string text, string source) => text switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new HostException($"{source} is '{text}'; use true or false."),
    };

    /// <summary>Alternatives in a sentence: a, b or c.</summary>
    public static string List(IEnumerable<string> names) => names.ToArray() is [.. var first, var last] && first.Length > 0 ? $"{string.Join(", ", first)} or {last}" : string.Join("", names);
}
