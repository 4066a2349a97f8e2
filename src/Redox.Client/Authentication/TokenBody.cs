using System.Text.Json;
using Redox.Client.Calls.Http;

namespace Redox.Client.Authentication;

/// <summary>The body of a token endpoint's response. It may come from any server, so nothing in it is taken for granted, and only members that are read by name are shown.</summary>
internal sealed class TokenBody : IDisposable
{
    // Room for a token of the maximum size, and for the rest.
    private const int MaxLength = 64 * 1024;

    private static readonly string[] Known = ["access_token", "token_type", "expires_in", "error", "accessToken", "expires", "refreshToken"];

    private readonly JsonDocument? _document;
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);

    private TokenBody(string fault) => Fault = fault;

    private TokenBody(JsonDocument document)
    {
        _document = document;
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (Decoded(member, static member => member.Name) is not { } name)
            {
                continue;
            }

            if (!_members.TryAdd(name, member.Value) && Known.Contains(name))
            {
                Repeated = name;
            }

            HasMisspeltError |= name != "error" && name.Trim().Equals("error", StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind != JsonValueKind.Null;
        }
    }

    /// <summary>A member that is read and occurs more than once, so that it is not known which one counts.</summary>
    public string? Repeated { get; }

    /// <summary>Whether it has an error under a name that is nearly right.</summary>
    public bool HasMisspeltError { get; }

    /// <summary>What the body is instead of a JSON object, to follow "with"; <see langword="null"/> for an object.</summary>
    public string? Fault { get; }

    public static TokenBody Parse(in ApiResponse answer)
    {
        var bytes = answer.Body;
        if (bytes.Length > MaxLength)
        {
            return new("a body of more than 64 KB");
        }

        if (bytes.Span.TrimStart(" \t\r\n"u8) is not [var first, ..])
        {
            return new("an empty body");
        }

        if (first == '<' || answer.MediaType is "text/html")
        {
            return new("a web page");
        }

        try
        {
            var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return new(document);
            }

            document.Dispose();
            return new("JSON that is not an object");
        }
        catch (JsonException)
        {
            return new("a body that is not JSON, or damaged");
        }
    }

    /// <summary>A member; undefined when it is absent or null, which mean the same here.</summary>
    public JsonElement? Member(string name) => _members.TryGetValue(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    /// <summary>The text of a member; <see langword="null"/> when it is absent, of another kind, or not Unicode (invalid UTF-8, an unpaired surrogate).</summary>
    public string? Text(string name) => Member(name) is { ValueKind: JsonValueKind.String } member ? Decoded(member, static member => member.GetString()) : null;

    public void Dispose() => _document?.Dispose();

    // Only when decoding the text does the reader notice that it is not Unicode.
    private static string? Decoded<T>(T part, Func<T, string?> decode)
    {
        try
        {
            return decode(part);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
