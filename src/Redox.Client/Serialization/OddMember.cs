using System.Globalization;
using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>
/// Reads members in a form that the data model does not name: null, a number for a string, a string for a number, one object for an array, and so on.
/// The original JSON is kept and written back; the property gets the value where one can be told; the deviation is reported.
/// </summary>
internal static class OddMember
{
    internal static string? Text(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues) =>
        Keep(ref reader, owner, index, "string", issues) is { } original ? AsText(original) : null;

    internal static bool? Boolean(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues) =>
        Keep(ref reader, owner, index, "boolean", issues) is { } original ? AsBoolean(original) : null;

    internal static decimal? Decimal(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues) =>
        Keep(ref reader, owner, index, "number", issues) is { } original ? AsDecimal(original) : null;

    internal static long? Int64(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues) =>
        Whole(Keep(ref reader, owner, index, "whole number", issues), long.MinValue, long.MaxValue) is { } number ? (long)number : null;

    internal static int? Int32(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues) =>
        Whole(Keep(ref reader, owner, index, "whole number", issues), int.MinValue, int.MaxValue) is { } number ? (int)number : null;

    internal static RedoxDate? Date(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        var text = Text(ref reader, owner, index, issues);
        return string.IsNullOrEmpty(text) ? null : RedoxDate.FromUtf8(System.Text.Encoding.UTF8.GetBytes(text));
    }

    internal static RedoxDateTime? DateTime(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        var text = Text(ref reader, owner, index, issues);
        return string.IsNullOrEmpty(text) ? null : RedoxDateTime.FromUtf8(System.Text.Encoding.UTF8.GetBytes(text));
    }

    internal static T? Object<T>(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
        where T : RedoxObject, IWireReadable<T>
    {
        Keep(ref reader, owner, index, "object", issues);
        return null;
    }

    internal static ItemList<T>? Objects<T>(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
        where T : RedoxObject, IWireReadable<T>
    {
        var start = reader;
        if (Keep(ref reader, owner, index, "array", issues)?.ValueKind != JsonValueKind.Object)
            return null;
        var items = new ItemList<T>();
        items.Add(T.Read(ref start, issues));
        return items;
    }

    internal static ItemList<string>? Texts(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        if (Keep(ref reader, owner, index, "array", issues) is not { } original || AsText(original) is not { Length: > 0 } text)
            return null;
        var items = new ItemList<string>();
        items.Add(text);
        return items;
    }

    /// <summary>Passes over an item that is no object; the caller keeps the whole array.</summary>
    internal static bool SkipItem(ref Utf8JsonReader reader, string expected, IssueLog? issues)
    {
        issues?.Add(in reader, expected, TokenKind.Of(in reader));
        reader.Skip();
        return true;
    }

    /// <summary>Takes the text of an item that is no string, where it has one; the caller keeps the whole array.</summary>
    internal static bool TextItem(ref Utf8JsonReader reader, ref ItemList<string> items, IssueLog? issues)
    {
        issues?.Add(in reader, "string", TokenKind.Of(in reader));
        if (AsText(JsonElement.ParseValue(ref reader)) is { } text)
            ItemList<string>.Append(ref items, text);
        return true;
    }

    // Returns null for null, which is legal everywhere and no issue.
    private static JsonElement? Keep(ref Utf8JsonReader reader, RedoxObject owner, int index, string expected, IssueLog? issues)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            owner.KeepNull(index);
            return null;
        }

        var found = TokenKind.Of(in reader);
        var offset = reader.TokenStartIndex;
        var original = JsonElement.ParseValue(ref reader);
        owner.KeepOriginal(index, original);

        // A number with an exponent is legal, and only kept because it would be written differently.
        if (!(original.ValueKind == JsonValueKind.Number && expected == "number"))
            issues?.Add(offset, expected, found);
        return original;
    }

    private static string? AsText(JsonElement original)
    {
        switch (original.ValueKind)
        {
            case JsonValueKind.String:
                return AsString(original);
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return original.GetRawText();
            default:
                return null;
        }
    }

    private static string? AsString(JsonElement original)
    {
        try
        {
            return original.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }

    private static bool? AsBoolean(JsonElement original) => AsText(original)?.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => null,
    };

    private static decimal? AsDecimal(JsonElement original) =>
        decimal.TryParse(AsText(original), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static decimal? Whole(JsonElement? original, decimal least, decimal most) =>
        original is { } element && AsDecimal(element) is { } number && number >= least && number <= most && number == decimal.Truncate(number) ? number : null;
}
