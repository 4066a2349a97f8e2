namespace Redox.Client.Testing.Engine;

/// <summary>Receives the body of a request from a transport, up to a limit. A larger body is counted but not kept.</summary>
/// <param name="limit">The largest body that is kept, in bytes.</param>
/// <param name="announced">The value of <c>Content-Length</c>; <see langword="null"/> without it.</param>
internal sealed class LimitedBody(int limit, long? announced) : Stream
{
    private const int MaxInitialCapacity = 1024 * 1024;

    private MemoryStream _kept = new((int)Math.Min(announced ?? 0, Math.Min(limit, MaxInitialCapacity)));
    private byte[]? _bytes;
    private long _length;

    public int Limit => limit;

    /// <summary>Whether the request itself says that the body is too large. Then nobody reads it.</summary>
    public bool IsAnnouncedTooLarge => announced > limit;

    /// <summary>The body; empty when it was too large.</summary>
    public byte[] Bytes => _bytes ??= _kept.Length == _kept.Capacity ? _kept.GetBuffer() : _kept.ToArray();

    public bool IsTooLarge => Length > limit;

    public override long Length => IsAnnouncedTooLarge ? announced!.Value : _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _length += buffer.Length;
        if (!IsTooLarge)
        {
            _kept.Write(buffer);
        }
        else if (_kept.Length > 0)
        {
            _kept = new();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
