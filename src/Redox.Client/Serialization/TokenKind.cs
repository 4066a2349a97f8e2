using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>Names a token of a payload, by kind and never by value.</summary>
internal static class TokenKind
{
    internal static string Of(ref readonly Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "object",
        JsonTokenType.StartArray => "array",
        JsonTokenType.String when reader.ValueSpan.IsEmpty => "empty string",
        JsonTokenType.String when !JsonText.IsUnicode(in reader) => "half a surrogate pair in a string",
        JsonTokenType.String => "string",
        JsonTokenType.Number => "number",
        JsonTokenType.True or JsonTokenType.False => "boolean",
        _ => "null",
    };
}
