using System.Net;
using Redox.Client.Calls;
using Redox.Client.Serialization;

namespace Redox.Client.Sending;

/// <summary>
/// A message in a pooled buffer, from which each attempt is written. The buffer is returned only when the call is over and no attempt is still writing:
/// an abandoned attempt may still be writing, and must never send another message's bytes.
/// </summary>
internal sealed class MessageContent : HttpContent
{
    private readonly CallProgress _progress;
    private int _users = 1;
    private int _disposed;

    public MessageContent(RedoxMessage message, CallProgress progress)
    {
        _progress = progress;
        Buffer = WireBuffer.Of(message);
        Length = Buffer.Written.Length;
        Headers.TryAddWithoutValidation("Content-Type", "application/json"); // Avoids parsing and keeping a header object.
    }

    public int Length { get; }

    /// <summary>The message as it is sent; valid until the content is disposed.</summary>
    public WireBuffer Buffer { get; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Enter();
        try
        {
            _progress.BodyIsWritten();
            await stream.WriteAsync(Buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Leave();
        }

        base.Dispose(disposing);
    }

    private void Enter()
    {
        int users;
        do
        {
            users = Volatile.Read(ref _users);
            ObjectDisposedException.ThrowIf(users == 0, this);
        }
        while (Interlocked.CompareExchange(ref _users, users + 1, users) != users);
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            Buffer.Dispose();
        }
    }
}
