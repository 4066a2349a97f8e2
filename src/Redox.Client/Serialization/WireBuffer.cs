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
        var buffer = Take();
        buffer.Write(value);
        return buffer;
    }

    /// <summary>
    /// Writes an object for an application: into the memory that its writer lends, as far as that goes. The writer is told only of a whole object.
    /// </summary>
    internal static void Write(RedoxObject value, IBufferWriter<byte> output)
    {
        // No size: a writer of fixed size would refuse one that is larger than its rest.
        var lent = output.GetMemory();
        using var buffer = Take();
        buffer._buffer.Borrow(lent);
        buffer.Write(value);
        if (buffer._buffer.IsBorrowed)
        {
            output.Advance(buffer._buffer.Length);
            buffer._buffer.Release();
        }
        else
        {
            Copy(buffer.Written, output);
        }
    }

    private static WireBuffer Take()
    {
        var buffer = _free ?? new WireBuffer();
        _free = null;
        return buffer;
    }

    // All at once, so that a writer that is too small refuses before it has counted a part. Those that lend less get it in parts.
    private static void Copy(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        while (!bytes.IsEmpty)
        {
            var lent = output.GetSpan(bytes.Length);
            if (lent.IsEmpty)
            {
                throw new InvalidOperationException($"The output lent no memory for the last {bytes.Length} bytes of the message.");
            }

            lent = lent[..Math.Min(lent.Length, bytes.Length)];
            bytes[..lent.Length].CopyTo(lent);
            Advance(output, lent);
            bytes = bytes[lent.Length..];
        }
    }

    private static void Advance(IBufferWriter<byte> output, Span<byte> written)
    {
        try
        {
            output.Advance(written.Length);
        }
        catch
        {
            written.Clear();
            throw;
        }
    }

    private void Write(RedoxObject value)
    {
        Write(value, keepsHalves: false);
        if (SurrogateHalves.AreReplaced(Written))
        {
            _buffer.Truncate(0);
            _writer.Reset();
            Write(value, keepsHalves: true);
        }
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
        _buffer.Advance(_writer.BytesPending); // What a failure left behind is wiped, too.
        _buffer.Dispose();
        CarriedOver = null;
        _writer.Reset();
        _free = this;
    }
}
