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

    private Memory<byte> _memory;
    private byte[]? _array; // Behind the memory, unless it is borrowed.

    public readonly int Capacity => _memory.Length;

    /// <summary>Whether the bytes are still in borrowed memory. When they outgrow it, they move.</summary>
    public readonly bool IsBorrowed => _array is null && !_memory.IsEmpty;

    /// <summary>How many bytes it holds.</summary>
    public int Length { get; private set; }

    public readonly ReadOnlyMemory<byte> Bytes => _memory[..Length];

    /// <summary>The room behind the bytes.</summary>
    public readonly Memory<byte> Free => _memory[Length..];

    /// <summary>Begins in memory of someone else, where nothing is left behind unless it is released.</summary>
    public void Borrow(Memory<byte> memory) => _memory = memory;

    /// <summary>Leaves the bytes in borrowed memory to its owner.</summary>
    public void Release() => (_memory, Length) = (default, 0);

    /// <summary>As many bytes of <see cref="Free"/> have been written.</summary>
    public void Advance(int count) => Length += count;

    /// <summary>Forgets what is behind the first bytes.</summary>
    public void Truncate(int length)
    {
        if (length < Length)
        {
            _memory.Span[length..Length].Clear();
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
        (_memory, _array, Length) = (larger, larger, length);
    }

    /// <summary>Wipes and returns the bytes. It is empty afterwards and can be used again.</summary>
    public void Dispose()
    {
        _memory.Span[..Length].Clear();
        var array = _array;
        (_memory, _array, Length) = (default, null, 0);
        if (array?.Length <= MaxPooled)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
