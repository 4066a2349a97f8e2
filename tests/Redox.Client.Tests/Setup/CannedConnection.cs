namespace Redox.Client.Tests.Setup;

/// <summary>A connection on which .NET's own HTTP client finds these bytes as the response to whatever it sends: no server could say anything else so exactly.</summary>
internal sealed class CannedConnection(byte[] response, TaskCompletionSource? stalled = null) : Stream
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _asked.Task.WaitAsync(cancellationToken);
        if (_position == response.Length && stalled is not null)
        {
            stalled.TrySetResult();
            await _ended.Task.WaitAsync(cancellationToken);
        }

        var count = Math.Min(buffer.Length, response.Length - _position);
        response.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > 0 && buffer.Span[^1] == (byte)'}') // The end of the message.
        {
            _asked.TrySetResult();
        }

        return ValueTask.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        _ended.TrySetException(new ObjectDisposedException(nameof(CannedConnection))); // As of a socket: it is how HTTP gives up reading.
        base.Dispose(disposing);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
