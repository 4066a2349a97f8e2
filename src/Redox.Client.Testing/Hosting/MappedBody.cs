using Microsoft.AspNetCore.Http;

namespace Redox.Client.Testing.Hosting;

/// <summary>
/// The body of a response by WireMock. It is passed on as it comes, except for the one by which WireMock says that no mapping matched: that one is withheld, so that the
/// exchange can refuse the request itself, with an entry in the journal.
/// </summary>
internal sealed class MappedBody : Stream
{
    private readonly HttpResponse _response;
    private readonly Stream _body;
    private bool _begun;
    private bool _isUnmatched;

    private MappedBody(HttpResponse response) => (_response, _body) = (response, response.Body);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // WireMock has no other sign for it.
    private static ReadOnlySpan<byte> NoMatch => """{"Status":"No matching mapping found"}"""u8;

    /// <summary>Lets WireMock answer a request.</summary>
    /// <returns>Whether a mapping matched. If not, the request can be read again, and its response is as before.</returns>
    public static async Task<bool> IsAnsweredAsync(HttpContext context, RequestDelegate wireMock)
    {
        context.Request.EnableBuffering(int.MaxValue); // In memory: nothing is written to a disk.
        var mapped = new MappedBody(context.Response);
        context.Response.Body = mapped;
        try
        {
            await wireMock(context).ConfigureAwait(false);
        }
        finally
        {
            context.Response.Body = mapped._body;
        }

        if (mapped._isUnmatched)
        {
            context.Response.Clear();
            context.Request.Body.Position = 0;
        }

        return !mapped._isUnmatched;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _isUnmatched |= !_begun && _response.StatusCode == StatusCodes.Status404NotFound && buffer.Span.SequenceEqual(NoMatch);
        _begun = true;
        return _isUnmatched ? ValueTask.CompletedTask : _body.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => _isUnmatched ? Task.CompletedTask : _body.FlushAsync(cancellationToken);

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
