using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Redox.Client.Testing.Engine;

/// <summary>
/// Reads raw JSON without ever throwing on an unexpected shape. Except in <see cref="Messages.MemberCheck"/> the engine does not read JSON with the
/// client's models or serializer: sharing them would hide bugs that both have.
/// </summary>
internal static class JsonReading
{
    /// <summary>The text of a member that is a non-empty string; otherwise <see langword="null"/>.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value && value.PlainText() is { Length: > 0 } text ? text : null;

    /// <summary>The member, or an element of kind <see cref="JsonValueKind.Undefined"/> if there is none.</summary>
    public static JsonElement Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        try
        {
            return element.TryGetProperty(name, out var value) ? value : default;
        }
        catch (InvalidOperationException)
        {
            // The name of another member contains an escaped half of a surrogate pair.
            return element.EnumerateObject().LastOrDefault(member => member.NameEqualsRaw(name)).Value;
        }
    }

    /// <summary>The elements of an array; empty if it is absent or not an array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>The simple value at <c>Patient.Identifiers[0].ID</c> as text; <see langword="null"/> if there is none.</summary>
    public static string? At(this JsonElement element, string path)
    {
        foreach (var step in path.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            element = step.EndsWith(']') && int.TryParse(step[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? element.Items().ElementAtOrDefault(index)
                : element.Member(step);
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => element.PlainText(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
            _ => null,
        };
    }

    /// <summary>Parses bytes that contain one JSON object; fails for anything else.</summary>
    public static bool TryParseObject(ReadOnlySpan<byte> json, out JsonElement element)
    {
        element = default;
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        try
        {
            element = JsonElement.Parse(json);
            return element.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The text of a string; <see langword="null"/> for anything else, and for invalid text.</summary>
    public static string? PlainText(this JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair is valid JSON but not text.
            return null;
        }
    }

    private static bool NameEqualsRaw(this JsonProperty member, string name) =>
        JsonMarshal.GetRawUtf8PropertyName(member).SequenceEqual(Encoding.UTF8.GetBytes(name));
}
