using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing.Hosting;

/// <summary>
/// The body of an incomplete response, as a client reads it from a socket: after the bytes that were sent it either breaks off or
/// waits until the reader gives up.
/// </summary>
/// <param name="response">The response.</param>
/// <param name="stopping">Cancelled when the fake stops, which closes its connections.</param>
internal sealed class BrokenBody(FakeReply response, CancellationToken stopping) : Stream
{
    private readonly CancellationTokenSource _disposed = new();
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_position < response.Body.Length && buffer.Length > 0)
        {
            var part = response.Body[_position..Math.Min(_position + buffer.Length, response.Body.Length)];
            part.CopyTo(buffer);
            _position += part.Length;
            return part.Length;
        }

        if (response.Ending == ReplyEnding.Stalled)
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource([cancellationToken, stopping, response.Stalling, _disposed.Token]);
            await new TaskCompletionSource().Task.WaitAsync(ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        throw BrokenConnection.InBody();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Not disposed: a reader may still be waiting on it, and streams may be disposed twice.
            _disposed.Cancel();
        }

        base.Dispose(disposing);
    }
}
