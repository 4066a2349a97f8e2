using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>
/// Reads the value of a member. Values in the expected form are taken; everything else goes to <see cref="DeviatingMember"/>, which never throws and never loses a value.
/// </summary>
internal static class MemberReader
{
    internal static string? Text(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        if (IsNull(ref reader, owner, index))
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.String && JsonText.TryGet(in reader, out var text)
            ? text
            : DeviatingMember.Text(ref reader, owner, index, issues);
    }

    /// <summary>Reads the name of a data model or an event type.</summary>
    internal static string? EventName(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        if (IsNull(ref reader, owner, index))
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.String && Serialization.EventName.TryGet(in reader, out var name)
            ? name
            : DeviatingMember.Text(ref reader, owner, index, issues);
    }

    internal static T? Value<T>(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
        where T : struct, IOpenValue<T>
    {
        var text = Text(ref reader, owner, index, issues);
        return text is null ? null : T.Create(text);
    }

    internal static bool? Boolean(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        if (IsNull(ref reader, owner, index))
        {
            return null;
        }

        return reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => DeviatingMember.Boolean(ref reader, owner, index, issues),
        };
    }

    internal static decimal? Decimal(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        if (IsNull(ref reader, owner, index))
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var number) && IsPlain(reader.ValueSpan)
            ? number
            : DeviatingMember.Decimal(ref reader, owner, index, issues);
    }

    internal static long? Int64(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        if (IsNull(ref reader, owner, index))
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && IsPlain(reader.ValueSpan)
            ? number
            : DeviatingMember.Int64(ref reader, owner, index, issues);
    }

    internal static int? Int32(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        if (IsNull(ref reader, owner, index))
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) && IsPlain(reader.ValueSpan)
            ? number
            : DeviatingMember.Int32(ref reader, owner, index, issues);
    }

    internal static RedoxDate? Date(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        if (IsNull(ref reader, owner, index))
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.IsEmpty || !JsonText.IsUnicode(in reader))
        {
            return DeviatingMember.Date(ref reader, owner, index, issues);
        }

        var date = RedoxDate.ReadFrom(ref reader);
        if (!date.IsUnderstood)
        {
            issues?.Add(in reader, "date", "text that is not a date");
        }
        else if (date.HasTime)
        {
            issues?.Add(in reader, "date without a time", "date and time");
        }

        return date;
    }

    internal static RedoxDateTime? DateTime(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        if (IsNull(ref reader, owner, index))
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.IsEmpty || !JsonText.IsUnicode(in reader))
        {
            return DeviatingMember.DateTime(ref reader, owner, index, issues);
        }

        var time = RedoxDateTime.ReadFrom(ref reader);
        if (!time.IsUnderstood)
        {
            issues?.Add(in reader, "date or date and time", "text that is neither");
        }

        return time;
    }

    internal static T? Object<T>(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
        where T : RedoxObject, IWireReadable<T>
    {
        if (IsNull(ref reader, owner, index))
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.StartObject
            ? Item<T>(ref reader, issues)
            : DeviatingMember.Object<T>(ref reader, owner, index, issues);
    }

    internal static ItemList<T>? Objects<T>(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
        where T : RedoxObject, IWireReadable<T>
    {
        if (IsNull(ref reader, owner, index))
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return DeviatingMember.Objects<T>(ref reader, owner, index, issues);
        }

        var start = reader;
        var items = ItemList<T>.NoItems;
        var odd = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ItemList<T>.Append(ref items, Item<T>(ref reader, issues));
            }
            else
            {
                odd |= DeviatingMember.SkipItem(ref reader, "object", issues);
            }
        }

        if (odd)
        {
            owner.KeepOriginal(index, RawJson.Read(ref start));
        }

        return items;
    }

    internal static ItemList<string>? Texts(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        if (IsNull(ref reader, owner, index))
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return DeviatingMember.Texts(ref reader, owner, index, issues);
        }

        var start = reader;
        var items = ItemList<string>.NoItems;
        var odd = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String && JsonText.TryGet(in reader, out var text))
            {
                ItemList<string>.Append(ref items, text);
            }
            else
            {
                odd |= DeviatingMember.TextItem(ref reader, ref items, issues);
            }
        }

        if (odd)
        {
            owner.KeepOriginal(index, RawJson.Read(ref start));
        }

        return items;
    }

    internal static ItemList<T>? Values<T>(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
        where T : struct, IOpenValue<T>
    {
        if (Texts(ref reader, owner, index, issues) is not { } texts)
        {
            return null;
        }

        var values = new ItemList<T>();
        foreach (var text in texts.Span)
        {
            values.Add(T.Create(text));
        }

        return values;
    }

    /// <summary>Reads one object, at whose first brace the reader is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Item<T>(ref Utf8JsonReader reader, IssueLog? issues)
        where T : RedoxObject, IWireReadable<T>
    {
        var value = T.Read(ref reader, issues);
        if (issues?.CarriesOver is { } origin)
        {
            value.CarryOver(origin);
        }

        return value;
    }

    // Null is legal everywhere and frequent, so it is not odd: it is written back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNull(ref Utf8JsonReader reader, RedoxObject owner, int index)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.Null)
        {
            return false;
        }

        owner.KeepNull(index);
        return true;
    }

    /// <summary>Whether a number is written back with the same characters: no exponent, no negative zero, not more digits than a decimal holds.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> number) =>
        number.Length <= 28 && number.IndexOfAny((byte)'e', (byte)'E') < 0 && !(number[0] == '-' && number.IndexOfAnyInRange((byte)'1', (byte)'9') < 0);
}
