using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Redox.Client.Testing.Engine.Pushes;

/// <summary>Assembles one JSON object from members whose bytes are not changed.</summary>
internal sealed class RawObject
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public RawObject() => _bytes.Write("{"u8);

    /// <summary>Adds a member.</summary>
    /// <param name="name">The name as in JSON, between the quotation marks.</param>
    /// <param name="value">Its JSON.</param>
    public RawObject Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _bytes.Write(_bytes.WrittenCount == 1 ? "\""u8 : ",\""u8);
        _bytes.Write(name);
        _bytes.Write("\":"u8);
        _bytes.Write(value);
        return this;
    }

    public RawObject Add(JsonProperty member) =>
        Add(JsonMarshal.GetRawUtf8PropertyName(member), JsonMarshal.GetRawUtf8Value(member.Value));

    public RawObject Add(ReadOnlySpan<byte> name, string text) => Add(name, PlainJson.OfText(text).Span);

    /// <summary>The whole object.</summary>
    public byte[] ToArray() => [.. _bytes.WrittenSpan, (byte)'}'];
}
