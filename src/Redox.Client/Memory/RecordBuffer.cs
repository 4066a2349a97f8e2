using System.Buffers;

namespace Redox.Client.Memory;

/// <summary>
/// The bytes of one message, growing. They are wiped before they are reused, since messages are health records. Large buffers are left to the garbage collector: the
/// shared pool would keep some of every size for every core, long after the one message that needed them.
/// </summary>
/// <remarks>A mutable struct: keep it in a field of its owner, which disposes it, and pass on <see cref="Bytes"/>.</remarks>
internal struct RecordBuffer : IDisposable
{
    private const int MaxPooled = 1024 * 1024;

    private byte[]? _array;

    public readonly int Capacity => _array?.Length ?? 0;

    /// <summary>How many bytes it holds.</summary>
    public int Length { get; private set; }

    public readonly ReadOnlyMemory<byte> Bytes => _array.AsMemory(0, Length);

    /// <summary>The room behind the bytes.</summary>
    public readonly Memory<byte> Free => _array.AsMemory(Length);

    /// <summary>As many bytes of <see cref="Free"/> have been written.</summary>
    public void Advance(int count) => Length += count;

    /// <summary>Forgets what is behind the first bytes.</summary>
    public void Truncate(int length)
    {
        if (length < Length)
        {
            _array.AsSpan(length, Length - length).Clear();
            Length = length;
        }
    }

    /// <summary>Makes room for at least this many bytes in all. The bytes it holds move.</summary>
    public void Grow(int size)
    {
        if (size <= Capacity)
        {
            return;
        }

        var larger = size <= MaxPooled ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);
        var length = Length;
        Bytes.Span.CopyTo(larger);
        Dispose();
        (_array, Length) = (larger, length);
    }

    /// <summary>Wipes and returns the bytes. It is empty afterwards and can be used again.</summary>
    public void Dispose()
    {
        if (_array is { } array)
        {
            array.AsSpan(0, Length).Clear();
            (_array, Length) = (null, 0);
            if (array.Length <= MaxPooled)
            {
                ArrayPool<byte>.Shared.Return(array);
            }
        }
    }
}
