using System.Text.Json;

namespace Redox.Client.Serialization;

/// <summary>Iterates over the members of one JSON object and returns each value as it is.</summary>
internal ref struct MemberScan
{
    /// <summary>For JSON that was read before, whose depth was limited then.</summary>
    internal static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;

    internal MemberScan(ReadOnlySpan<byte> json)
    {
        _json = json;
        _reader = new Utf8JsonReader(json, Options);
        _reader.Read();
        Name = "";
    }

    /// <summary>The name, with U+FFFD in place of each unpaired surrogate, so that it does not equal a known name.</summary>
    internal string Name { get; private set; }

    internal ReadOnlySpan<byte> EscapedName { get; private set; }

    internal JsonTokenType Kind { get; private set; }

    internal ReadOnlySpan<byte> Value { get; private set; }

    internal bool MoveNext()
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        Name = JsonText.TryGet(in _reader, out var name) ? name : JsonText.GetRepaired(in _reader);
        EscapedName = _reader.ValueSpan;
        _reader.Read();
        var start = (int)_reader.TokenStartIndex;
        Kind = _reader.TokenType;
        _reader.Skip();
        Value = _json[start..(int)_reader.BytesConsumed];
        return true;
    }
}
