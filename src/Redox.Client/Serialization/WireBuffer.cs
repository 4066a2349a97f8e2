using System.Buffers;
using System.Text.Json;
using Redox.Client.Memory;

namespace Redox.Client.Serialization;

/// <summary>
/// The bytes of one object. Writer and buffer are reused: the writer by the same thread, the buffer through the shared pool, wiped first,
/// since messages are health records.
/// </summary>
internal sealed class WireBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstSize = 16 * 1024; // Most messages fit.

    [ThreadStatic]
    private static WireBuffer? _free;

    private readonly Utf8JsonWriter _writer;
    private RecordBuffer _buffer;

    private WireBuffer() => _writer = new Utf8JsonWriter(this, WireForm.WriterOptions);

    internal ReadOnlySpan<byte> Written => _buffer.Bytes.Span;

    internal ReadOnlyMemory<byte> WrittenMemory => _buffer.Bytes;

    /// <inheritdoc cref="MemberWriter.WroteUntyped"/>
    internal bool HoldsUntyped { get; private set; }

    /// <inheritdoc cref="MemberWriter.CarriedOver"/>
    internal IReadOnlyDictionary<long, ulong>? CarriedOver { get; private set; }

    /// <summary>Writes an object. Dispose the result when its bytes are no longer needed.</summary>
    internal static WireBuffer Of(RedoxObject value)
    {
        var buffer = _free ?? new WireBuffer();
        _free = null;
        buffer.Write(value, keepsHalves: false);
        if (SurrogateHalves.AreReplaced(buffer.Written))
        {
            buffer._buffer.Truncate(0);
            buffer._writer.Reset();
            buffer.Write(value, keepsHalves: true);
        }

        return buffer;
    }

    private void Write(RedoxObject value, bool keepsHalves)
    {
        var written = MemberWriter.Write(_writer, value, keepsHalves);
        (HoldsUntyped, CarriedOver) = (written.WroteUntyped, written.CarriedOver);
        _writer.Flush();
    }

    public void Advance(int count) => _buffer.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = _buffer.Length + Math.Max(sizeHint, 1);
        if (needed > _buffer.Capacity)
        {
            _buffer.Grow(Math.Max(needed, Math.Max(_buffer.Capacity * 2, FirstSize)));
        }

        return _buffer.Free;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        _buffer.Dispose();
        CarriedOver = null;
        _writer.Reset();
        _free = this;
    }
}
