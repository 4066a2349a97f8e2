using System.IO.Pipelines;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving;

/// <summary>Sends a body bit by bit.</summary>
internal sealed class SlowSender
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20); // So that a test that fails ends.

    private readonly Pipe _pipe = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
    private readonly byte[] _message;
    private int _sent;

    public SlowSender(TestDestination app, byte[] message, bool isAnnounced = true, bool isCancellable = true, CancellationToken cancellationToken = default)
    {
        _message = message;
        var stream = _pipe.Reader.AsStream();
        Reply = app.SendAsync(
            new RedoxDestinationRequest
            {
                Method = "POST",
                Header = TestDestination.Lookup([("verification-token", TestDestination.Token), ("Content-Type", "application/json"), .. isAnnounced ? [("Content-Length", $"{message.Length}")] : Array.Empty<(string, string)>()]),
                Body = isCancellable ? stream : new Stubborn(stream),
            },
            cancellationToken);
    }

    public Task<RedoxDestinationResponse> Reply { get; }

    public bool IsSending => _sent < _message.Length;

    /// <summary>Returns when all of it has been read, and what came of that is done.</summary>
    public Task SendAsync(int bytes) => Task.Run(async () =>
    {
        var piece = _message.AsMemory(_sent, Math.Min(bytes, _message.Length - _sent));
        _sent += piece.Length;
        await _pipe.Writer.WriteAsync(piece);
        if (!IsSending)
        {
            await _pipe.Writer.CompleteAsync();
        }
    }).WaitAsync(Limit);

    /// <summary>Does not look at its token.</summary>
    private sealed class Stubborn(Stream stream) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => stream.ReadAsync(buffer, CancellationToken.None);
    }
}
