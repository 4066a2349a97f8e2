using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>Writes a member: what was read and not changed as it came, else the property's value, else nothing.</summary>
internal static class MemberWriter
{
    internal static void Text(Utf8JsonWriter writer, RedoxObject owner, JsonEncodedText name, int index, string? value)
    {
        if (owner.IsAsRead(index))
        {
            owner.WriteAsRead(writer, name, index);
        }
        else if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    internal static void Value<T>(Utf8JsonWriter writer, RedoxObject owner, JsonEncodedText name, int index, T? value)
        where T : struct, IOpenValue<T> =>
        Text(writer, owner, name, index, value?.Value);

    internal static void Boolean(Utf8JsonWriter writer, RedoxObject owner, JsonEncodedText name, int index, bool? value)
    {
        if (owner.IsAsRead(index))
        {
            owner.WriteAsRead(writer, name, index);
        }
        else if (value is { } set)
        {
            writer.WriteBoolean(name, set);
        }
    }

    internal static void Decimal(Utf8JsonWriter writer, RedoxObject owner, JsonEncodedText name, int index, decimal? value)
    {
        if (owner.IsAsRead(index))
        {
            owner.WriteAsRead(writer, name, index);
        }
        else if (value is { } set)
        {
            writer.WriteNumber(name, set);
        }
    }

    internal static void Int64(Utf8JsonWriter writer, RedoxObject owner, JsonEncodedText name, int index, long? value)
    {
        if (owner.IsAsRead(index))
        {
            owner.WriteAsRead(writer, name, index);
        }
        else if (value is { } set)
        {
            writer.WriteNumber(name, set);
        }
    }

    internal static void Int32(Utf8JsonWriter writer, RedoxObject owner, JsonEncodedText name, int index, int? value) =>
        Int64(writer, owner, name, index, value);

    internal static void Date(Utf8JsonWriter writer, RedoxObject owner, JsonEncodedText name, int index, RedoxDate? value)
    {
        if (owner.IsAsRead(index))
        {
            owner.WriteAsRead(writer, name, index);
        }
        else if (value is { } set)
        {
            Formatted(writer, name, set);
        }
    }

    internal static void DateTime(Utf8JsonWriter writer, RedoxObject owner, JsonEncodedText name, int index, RedoxDateTime? value)
    {
        if (owner.IsAsRead(index))
        {
            owner.WriteAsRead(writer, name, index);
        }
        else if (value is { } set)
        {
            Formatted(writer, name, set);
        }
    }

    internal static void Object(Utf8JsonWriter writer, RedoxObject owner, JsonEncodedText name, int index, RedoxObject? value)
    {
        if (owner.IsAsRead(index))
        {
            owner.WriteAsRead(writer, name, index);
        }
        else
        {
            value?.WriteTo(writer, name);
        }
    }

    internal static void Objects<T>(Utf8JsonWriter writer, RedoxObject owner, JsonEncodedText name, int index, ItemList<T>? items)
        where T : RedoxObject
    {
        if (owner.IsAsRead(index))
        {
            owner.WriteAsRead(writer, name, index);
        }
        else if (items is not null)
        {
            writer.WriteStartArray(name);
            foreach (var item in items.Span)
            {
                item.WriteTo(writer);
            }

            writer.WriteEndArray();
        }
    }

    internal static void Texts(Utf8JsonWriter writer, RedoxObject owner, JsonEncodedText name, int index, ItemList<string>? items)
    {
        if (owner.IsAsRead(index))
        {
            owner.WriteAsRead(writer, name, index);
        }
        else if (items is not null)
        {
            writer.WriteStartArray(name);
            foreach (var item in items.Span)
            {
                writer.WriteStringValue(item);
            }

            writer.WriteEndArray();
        }
    }

    internal static void Values<T>(Utf8JsonWriter writer, RedoxObject owner, JsonEncodedText name, int index, ItemList<T>? items)
        where T : struct, IOpenValue<T>
    {
        if (owner.IsAsRead(index))
        {
            owner.WriteAsRead(writer, name, index);
        }
        else if (items is not null)
        {
            writer.WriteStartArray(name);
            foreach (var item in items.Span)
            {
                writer.WriteStringValue(item.Value);
            }

            writer.WriteEndArray();
        }
    }

    private static void Formatted<T>(Utf8JsonWriter writer, JsonEncodedText name, T value)
        where T : struct, IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[32];
        if (value.TryFormat(text, out var length, default, null))
        {
            writer.WriteString(name, text[..length]);
        }
        else
        {
            writer.WriteString(name, value.ToString());
        }
    }
}
