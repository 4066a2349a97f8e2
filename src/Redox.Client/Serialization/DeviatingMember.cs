using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>
/// Reads members in a form that the data model does not define: null, a number for a string, a string for a number, one object for an array, and so on.
/// The original JSON is kept and written back; the property gets the value if it can be determined; the deviation is reported.
/// </summary>
internal static class DeviatingMember
{
    internal static string? Text(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues) =>
        AsText(Keep(ref reader, owner, index, "string", issues));

    internal static bool? Boolean(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues) =>
        AsText(Keep(ref reader, owner, index, "boolean", issues))?.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "1" => true,
            "FALSE" or "0" => false,
            _ => null,
        };

    internal static decimal? Decimal(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues) =>
        Number(ref reader, owner, index, "number", "in the range of decimal", number => true, issues);

    internal static long? Int64(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues) =>
        (long?)Number(ref reader, owner, index, "whole number", "of 64 bits", number => IsWhole(number, long.MinValue, long.MaxValue), issues);

    internal static int? Int32(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues) =>
        (int?)Number(ref reader, owner, index, "whole number", "of 32 bits", number => IsWhole(number, int.MinValue, int.MaxValue), issues);

    internal static RedoxDate? Date(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues) =>
        AsText(Keep(ref reader, owner, index, "date", issues)) is { Length: > 0 } text ? RedoxDate.FromUtf8(Encoding.UTF8.GetBytes(text)) : null;

    internal static RedoxDateTime? DateTime(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues) =>
        AsText(Keep(ref reader, owner, index, "date or date and time", issues)) is { Length: > 0 } text
            ? RedoxDateTime.FromUtf8(Encoding.UTF8.GetBytes(text))
            : null;

    internal static T? Object<T>(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
        where T : RedoxObject, IWireReadable<T>
    {
        var start = reader;
        if (Keep(ref reader, owner, index, "object", issues) is not { } original || Only(original).ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        start.Read();
        return MemberReader.Item<T>(ref start, issues);
    }

    internal static ItemList<T>? Objects<T>(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
        where T : RedoxObject, IWireReadable<T>
    {
        var start = reader;
        if (Keep(ref reader, owner, index, "array", issues)?.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var items = new ItemList<T>();
        items.Add(MemberReader.Item<T>(ref start, issues));
        return items;
    }

    internal static ItemList<string>? Texts(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        if (AsText(Keep(ref reader, owner, index, "array", issues)) is not { Length: > 0 } text)
        {
            return null;
        }

        var items = new ItemList<string>();
        items.Add(text);
        return items;
    }

    /// <summary>Skips an item that is not an object; the caller keeps the whole array.</summary>
    internal static bool SkipItem(ref Utf8JsonReader reader, string expected, IssueLog? issues)
    {
        issues?.Add(in reader, expected, TokenKind.Of(in reader));
        reader.Skip();
        return true;
    }

    /// <summary>Takes the text of an item that is not a string, if it has one; the caller keeps the whole array.</summary>
    internal static bool TextItem(ref Utf8JsonReader reader, ref ItemList<string> items, IssueLog? issues)
    {
        issues?.Add(in reader, "string", TokenKind.Of(in reader));
        if (AsText(JsonElement.ParseValue(ref reader)) is { } text)
        {
            ItemList<string>.Append(ref items, text);
        }

        return true;
    }

    private static decimal? Number(ref Utf8JsonReader reader, RedoxObject owner, int index, string expected, string range, Predicate<decimal> isInRange, IssueLog? issues)
    {
        var isNumber = reader.TokenType == JsonTokenType.Number;
        var offset = reader.TokenStartIndex;
        var text = AsText(Keep(ref reader, owner, index, expected, isNumber ? null : issues));
        var result = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && isInRange(number) ? number : (decimal?)null;

        // An exponent or -0 is legal, and is only kept because it would be written differently.
        if (isNumber && result is null)
        {
            issues?.Add(offset, $"{expected} {range}", "number");
        }

        return result;
    }

    private static bool IsWhole(decimal number, decimal least, decimal most) => number >= least && number <= most && decimal.IsInteger(number);

    // Returns null for null, which is legal everywhere and not an issue.
    private static JsonElement? Keep(ref Utf8JsonReader reader, RedoxObject owner, int index, string expected, IssueLog? issues)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            owner.KeepNull(index);
            return null;
        }

        issues?.Add(in reader, expected, TokenKind.Of(in reader));
        var original = RawJson.Read(ref reader);
        owner.KeepOriginal(index, original);
        return original;
    }

    private static string? AsText(JsonElement? original)
    {
        if (original is not { } element)
        {
            return null;
        }

        var value = Only(element);
        return value.ValueKind switch
        {
            JsonValueKind.String => AsString(value),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };
    }

    // Some senders write a single value as an array with one item.
    private static JsonElement Only(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 1 ? element[0] : element;

    private static string? AsString(JsonElement element)
    {
        var reader = new Utf8JsonReader(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element));
        reader.Read();
        return JsonText.GetRepaired(in reader);
    }
}
