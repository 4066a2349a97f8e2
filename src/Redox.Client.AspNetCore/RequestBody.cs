using System.Buffers;
using System.IO.Pipelines;

namespace Redox.Client.AspNetCore;

/// <summary>
/// The body of a request. When a read is cancelled it ends, and the server may read what is left: Kestrel counts a read that is cancelled by its token as still in
/// progress, and logs an error when it then cannot read past the rest of the body.
/// </summary>
internal sealed class RequestBody(PipeReader reader) : Stream
{
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
        var reading = reader.ReadAsync(CancellationToken.None);
        ReadResult result;
        if (reading.IsCompletedSuccessfully)
        {
            result = reading.Result;
        }
        else
        {
            using var cancelling = cancellationToken.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), reader);
            result = await reading.ConfigureAwait(false);
        }

        var bytes = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, buffer.Length));
        bytes.CopyTo(buffer.Span);
        var length = (int)bytes.Length;
        reader.AdvanceTo(bytes.End);
        if (length == 0 && result.IsCanceled)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
