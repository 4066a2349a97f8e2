using System.Text.Json;
using Redox.Client.Messages;

namespace Redox.Client.Serialization;

/// <summary>Writes objects by member: as it came if it was read and not changed, or else the property's value, or else nothing.</summary>
internal ref struct MemberWriter
{
    private readonly Utf8JsonWriter _json;
    private readonly CarryOrigin? _origin;
    private readonly bool _keepsHalves;

    private MemberWriter(Utf8JsonWriter json, CarryOrigin? origin, bool keepsHalves) => (_json, _origin, _keepsHalves) = (json, origin, keepsHalves);

    /// <summary>
    /// Whether something was written that the types do not guarantee: JSON that was kept as it came, a date that is empty or in an odd form or has a time,
    /// or a text with half a surrogate pair. Otherwise the only possible problem of an object is a property without a value.
    /// </summary>
    internal bool WroteUntyped { get; private set; }

    /// <summary>For a message with carried-over members: the position of each such object, and which of its members were carried over. Otherwise null.</summary>
    internal Dictionary<long, ulong>? CarriedOver { get; private set; }

    /// <summary>Writes one object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="value">The object.</param>
    /// <param name="keepsHalves">Whether each text is searched for halves of surrogate pairs; a caller that does not want this looks for <see cref="SurrogateHalves.AreReplaced"/>.</param>
    /// <returns>The findings about it.</returns>
    internal static MemberWriter Write(Utf8JsonWriter json, RedoxObject value, bool keepsHalves = true)
    {
        var writer = new MemberWriter(json, value.Origin, keepsHalves);
        writer.Item(value);
        return writer;
    }

    internal void Text(RedoxObject owner, JsonEncodedText name, int index, string? value)
    {
        if (owner.IsAsRead(index))
        {
            AsRead(owner, name, index);
        }
        else if (value is not null)
        {
            if (_keepsHalves)
            {
                TextOrHalves(name, value);
            }
            else
            {
                _json.WriteString(name, value);
            }
        }
    }

    internal void Value<T>(RedoxObject owner, JsonEncodedText name, int index, T? value)
        where T : struct, IOpenValue<T> =>
        Text(owner, name, index, value?.Value);

    internal void Boolean(RedoxObject owner, JsonEncodedText name, int index, bool? value)
    {
        if (owner.IsAsRead(index))
        {
            AsRead(owner, name, index);
        }
        else if (value is { } set)
        {
            _json.WriteBoolean(name, set);
        }
    }

    internal void Decimal(RedoxObject owner, JsonEncodedText name, int index, decimal? value)
    {
        if (owner.IsAsRead(index))
        {
            AsRead(owner, name, index);
        }
        else if (value is { } set)
        {
            _json.WriteNumber(name, set);
        }
    }

    internal void Int64(RedoxObject owner, JsonEncodedText name, int index, long? value)
    {
        if (owner.IsAsRead(index))
        {
            AsRead(owner, name, index);
        }
        else if (value is { } set)
        {
            _json.WriteNumber(name, set);
        }
    }

    internal void Int32(RedoxObject owner, JsonEncodedText name, int index, int? value) => Int64(owner, name, index, value);

    internal void Date(RedoxObject owner, JsonEncodedText name, int index, RedoxDate? value)
    {
        if (owner.IsAsRead(index))
        {
            AsRead(owner, name, index);
        }
        else if (value is { } set)
        {
            Formatted(name, set, set.IsUnderstood && !set.HasTime);
        }
    }

    internal void DateTime(RedoxObject owner, JsonEncodedText name, int index, RedoxDateTime? value)
    {
        if (owner.IsAsRead(index))
        {
            AsRead(owner, name, index);
        }
        else if (value is { } set)
        {
            Formatted(name, set, set.IsUnderstood);
        }
    }

    internal void Epoch(RedoxObject owner, JsonEncodedText name, int index, RedoxDateTime? value)
    {
        if (value?.Instant is { } instant)
        {
            Int64(owner, name, index, instant.ToUnixTimeSeconds());
        }
        else
        {
            DateTime(owner, name, index, value);
        }
    }

    internal void Object(RedoxObject owner, JsonEncodedText name, int index, RedoxObject? value)
    {
        if (owner.IsAsRead(index))
        {
            AsRead(owner, name, index);
        }
        else if (value is not null)
        {
            _json.WriteStartObject(name);
            Content(value);
        }
    }

    /// <summary>Writes a member of an object that is a map.</summary>
    internal void Object(string name, RedoxObject value)
    {
        _json.WriteStartObject(name);
        Content(value);
    }

    /// <summary>Writes a member of an object that is a map, as it came.</summary>
    internal void Raw(string name, JsonElement value)
    {
        WroteUntyped = true;
        _json.WritePropertyName(name);
        RawJson.Write(_json, value);
    }

    internal void Objects<T>(RedoxObject owner, JsonEncodedText name, int index, ItemList<T>? items)
        where T : RedoxObject
    {
        if (owner.IsAsRead(index))
        {
            AsRead(owner, name, index);
        }
        else if (items is not null)
        {
            _json.WriteStartArray(name);
            foreach (var item in items.Span)
            {
                Item(item);
            }

            _json.WriteEndArray();
        }
    }

    internal void Texts(RedoxObject owner, JsonEncodedText name, int index, ItemList<string>? items)
    {
        if (owner.IsAsRead(index))
        {
            AsRead(owner, name, index);
        }
        else if (items is not null)
        {
            _json.WriteStartArray(name);
            foreach (var item in items.Span)
            {
                Text(item);
            }

            _json.WriteEndArray();
        }
    }

    internal void Values<T>(RedoxObject owner, JsonEncodedText name, int index, ItemList<T>? items)
        where T : struct, IOpenValue<T>
    {
        if (owner.IsAsRead(index))
        {
            AsRead(owner, name, index);
        }
        else if (items is not null)
        {
            _json.WriteStartArray(name);
            foreach (var item in items.Span)
            {
                Text(item.Value);
            }

            _json.WriteEndArray();
        }
    }

    /// <summary>Writes the values of members that occurred more than once, except the last of each.</summary>
    internal void Earlier(WireExtras extras, ObjectShape shape) => extras.WriteEarlier(_json, shape);

    /// <summary>Writes what an object keeps besides its members.</summary>
    internal void Kept(WireExtras extras)
    {
        WroteUntyped |= extras.HoldsJson;
        extras.WriteUnknown(_json);
    }

    private void Item(RedoxObject value)
    {
        _json.WriteStartObject();
        Content(value);
    }

    private void Content(RedoxObject value)
    {
        if (_origin is not null)
        {
            NoteCarriedOver(value);
        }

        value.WriteTo(ref this);
        _json.WriteEndObject();
    }

    private void NoteCarriedOver(RedoxObject value)
    {
        if (value.Origin == _origin && value.CarriedOver is { } members)
        {
            (CarriedOver ??= []).Add(_json.BytesCommitted + _json.BytesPending - 1, members); // The position of its first brace.
        }
    }

    private void AsRead(RedoxObject owner, JsonEncodedText name, int index)
    {
        _json.WritePropertyName(name);
        if (owner.AsRead(index) is { } original)
        {
            RawJson.Write(_json, original);
        }
        else
        {
            _json.WriteNullValue();
        }
    }

    private void TextOrHalves(JsonEncodedText name, string value)
    {
        _json.WritePropertyName(name);
        Text(value);
    }

    private void Text(string value)
    {
        if (_keepsHalves && SurrogateHalves.AreIn(value))
        {
            WroteUntyped = true;
            SurrogateHalves.Write(_json, value);
        }
        else
        {
            _json.WriteStringValue(value);
        }
    }

    private void Formatted<T>(JsonEncodedText name, T value, bool isGood)
        where T : struct, IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[32];
        if (value.TryFormat(text, out var length, default, null))
        {
            WroteUntyped |= !isGood || length == 0;
            _json.WriteString(name, text[..length]);
        }
        else
        {
            WroteUntyped = true;
            _json.WriteString(name, value.ToString());
        }
    }
}
