namespace Redox.Client.Fuzz;

/// <summary>A body that comes in pieces of different lengths, and may break off.</summary>
internal sealed class PiecemealStream(byte[] content, int? breaksAt) : MemoryStream(content, writable: false)
{
    private int _piece;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= breaksAt)
        {
            throw new IOException("The body broke off.");
        }

        _piece = ((_piece * 7) + 13) % 4_099;
        return base.ReadAsync(buffer[..Math.Min(buffer.Length, _piece + 1)], cancellationToken);
    }
}
