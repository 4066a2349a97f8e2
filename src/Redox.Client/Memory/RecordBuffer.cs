using System.Buffers;

namespace Redox.Client.Memory;

/// <summary>
/// Buffers for messages. They are wiped before they are reused, since messages are health records. Large ones are left to the garbage collector: the shared
/// pool would keep some of every size for every core, long after the one message that needed them.
/// </summary>
internal static class RecordBuffer
{
    private const int MaxPooled = 1024 * 1024;

    public static byte[] Take(int size) => size <= MaxPooled ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);

    public static void GiveBack(byte[] buffer, int used)
    {
        buffer.AsSpan(0, used).Clear();
        if (buffer.Length <= MaxPooled)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
