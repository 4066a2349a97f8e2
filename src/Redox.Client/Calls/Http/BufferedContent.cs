using Redox.Client.Memory;

namespace Redox.Client.Calls.Http;

/// <summary>The body of a response, read into bounded memory that is wiped and returned with the response.</summary>
internal sealed class BufferedContent(HttpContent original, Func<ResponseShare>? newShare, CallProgress? progress) : HttpContent
{
    // Redox transports 40 MB in either direction ("Quotas and constraints"); this leaves some room.
    private const int MaxResponse = 64 * 1024 * 1024;

    // A failure only needs Redox's own error list. A longer body is something else.
    private const int MaxFailure = 1024 * 1024;

    // The status of a failure says what to do next: its text is worth waiting for, but not for long.
    private static readonly TimeSpan FailurePatience = TimeSpan.FromSeconds(30);

    private const int UsualLength = 4096;

    private const int Growth = 4;

    private readonly HttpContent _original = original; // Its headers outlive its disposal.
    private ResponseShare? _share; // Null for a short response, as nearly all are.
    private RecordBuffer _buffer;

    public string? MediaType => _original.Headers.ContentType?.MediaType;

    /// <summary>Whether it was cut off or cannot be decoded; then <see cref="Bytes"/> is empty.</summary>
    public bool IsBroken { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _buffer.Bytes;

    /// <summary>
    /// Replaces the content of a response with its bytes. The status of a failure counts whatever follows it, so a body that cannot be read is treated
    /// as empty. It is waited for no longer than 30 seconds.
    /// </summary>
    /// <param name="response">The response.</param>
    /// <param name="newShare">Reserves memory for a response that is not short; it is returned with the response. Waiting for it counts towards the time of the call.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">The call, if it is one: its failure says when time ran out while it waited for memory.</param>
    /// <param name="cancellationToken">Ends with the call.</param>
    /// <exception cref="RedoxUnavailableException">A successful response is longer than any that Redox sends, or would need more memory than is allowed.</exception>
    public static async ValueTask<BufferedContent> LoadAsync(
        HttpResponseMessage response, Func<ResponseShare>? newShare, TimeProvider time, CallProgress? progress, CancellationToken cancellationToken)
    {
        using var received = response.Content;
        var content = new BufferedContent(received, newShare, progress);
        try
        {
            if (response.IsSuccessStatusCode)
            {
                await content.ReadAsync(response, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await content.ReadFailureAsync(response, time, cancellationToken).ConfigureAwait(false);
            }

            response.Content = content;
            return content;
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            // How .NET reports invalid gzip, deflate or Brotli. It is a broken body like any other.
            content.Dispose();
            throw new HttpIOException(HttpRequestError.InvalidResponse);
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    private async ValueTask ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await FillAsync(MaxResponse, cancellationToken).ConfigureAwait(false);
        if (_buffer.Length > MaxResponse)
        {
            throw Refused(response, $"The response is longer than {MaxResponse / 1024 / 1024} MB, which Redox does not send. Check BaseAddress.");
        }

        await MakeRoomToReadAsync(response, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ReadFailureAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(FailurePatience, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await FillAsync(MaxFailure, ended.Token).ConfigureAwait(false);
            _buffer.Truncate(MaxFailure);
            await MakeRoomToReadAsync(response, ended.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOfBody(exception) || ended.IsCancellationRequested)
        {
            Waits(CallStage.Response);
            Empty();
            IsBroken = true;
        }
    }

    private static bool IsOfBody(Exception exception) => exception is HttpRequestException or IOException or InvalidDataException or InvalidOperationException;

    // The buffer grows with the bytes that have arrived; the announced length only limits the growth. One byte more is read, to see whether the body ends there.
    private async ValueTask FillAsync(int limit, CancellationToken cancellationToken)
    {
        var stream = await _original.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var end = stream.ConfigureAwait(false);
        var announced = Math.Min(_original.Headers.ContentLength ?? 0, limit);
        var room = (long)MemoryShare.Uncounted;
        _buffer.Grow((int)Math.Min(announced == 0 ? UsualLength : announced + 1, room));
        while (_buffer.Length <= limit && await stream.ReadAsync(_buffer.Free, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            _buffer.Advance(read);
            if (_buffer.Length < _buffer.Capacity || _buffer.Length > limit)
            {
                continue;
            }

            if (_buffer.Length >= room)
            {
                room = MemoryShare.RoomFor(_buffer.Length, announced, limit);
                _share ??= newShare?.Invoke();
                if (_share is not null)
                {
                    await HoldAsync(_share, room, cancellationToken).ConfigureAwait(false);
                }
            }

            _buffer.Grow((int)Math.Min((long)_buffer.Length * Growth, room + 1));
        }

        _share?.Arrived(_buffer.Capacity);
    }

    private async ValueTask MakeRoomToReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (_share is null)
        {
            return;
        }

        var weight = MessageWeight.Of(Bytes.Span, _share.MostValues);
        if (weight.Values > _share.MostValues)
        {
            throw Refused(response, $"The response has more values than fit into memory ({nameof(RedoxClientOptions.MaxMemoryInFlight)}). Ask for less at once, or allow more.");
        }

        await HoldAsync(_share, _buffer.Capacity + weight.Bytes, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask HoldAsync(ResponseShare share, long weight, CancellationToken cancellationToken)
    {
        Waits(CallStage.Memory);
        await share.HoldAsync(weight, cancellationToken).ConfigureAwait(false);
        Waits(CallStage.Response);
    }

    private void Waits(CallStage stage)
    {
        if (progress is not null)
        {
            progress.Stage = stage;
        }
    }

    private static RedoxUnavailableException Refused(HttpResponseMessage response, string message) =>
        new(message) { StatusCode = response.StatusCode, Delivery = Delivery.Unknown };

    protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => stream.WriteAsync(Bytes).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = _buffer.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Empty();
        }

        base.Dispose(disposing);
    }

    private void Empty()
    {
        _buffer.Dispose();
        _share?.Dispose();
        _share = null;
    }
}
