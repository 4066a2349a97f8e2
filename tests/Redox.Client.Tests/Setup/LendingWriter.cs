using System.Buffers;

namespace Redox.Client.Tests.Setup;

/// <summary>An application's writer that lends as much memory as a test says, whatever it is asked for, and shows what was left behind in it.</summary>
/// <param name="room">How much to lend, from the size that is asked for and the number of bytes written so far.</param>
internal sealed class LendingWriter(Func<int, int, int> room) : IBufferWriter<byte>
{
    private readonly List<byte> _written = [];
    private readonly List<byte[]> _lent = [];
    private Memory<byte> _last;

    /// <summary>Lends the same room every time.</summary>
    public LendingWriter(int room) : this((_, _) => room)
    {
    }

    /// <summary>Runs before memory is lent.</summary>
    public Action Lending { get; set; } = () => { };

    /// <summary>Runs before written bytes are counted.</summary>
    public Action Advancing { get; set; } = () => { };

    public byte[] Written => [.. _written];

    /// <summary>How many times memory was lent.</summary>
    public int Loans => _lent.Count;

    /// <summary>Whether lent memory holds bytes that were not counted.</summary>
    public bool HoldsMore => _lent.Exists(memory => memory.AsSpan().ContainsAnyExcept((byte)0));

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Lending();
        var memory = new byte[room(sizeHint, _written.Count)];
        _lent.Add(memory);
        return _last = memory;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Advance(int count)
    {
        Advancing();
        var counted = _last.Span[..count];
        _written.AddRange(counted);
        counted.Clear();
        _last = _last[count..];
    }
}
