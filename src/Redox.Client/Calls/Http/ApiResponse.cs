using System.Globalization;
using System.Net;

namespace Redox.Client.Calls.Http;

/// <summary>The response: status, the few headers that matter, and the body. Valid until the response is disposed.</summary>
internal readonly struct ApiResponse
{
    private readonly HttpResponseMessage _response;
    private readonly BufferedContent _content;
    private readonly TimeProvider _time;

    private ApiResponse(HttpResponseMessage response, BufferedContent content, TimeProvider time) => (_response, _content, _time) = (response, content, time);

    public HttpStatusCode Status => _response.StatusCode;

    public bool IsSuccess => _response.IsSuccessStatusCode;

    /// <summary>Whether the status says that the same request may succeed later (Redox: "Error handling and responses").</summary>
    public bool IsTransient => TransientStatus.Is(Status);

    /// <summary>Whether the body was cut off or cannot be decoded, and counts as empty. Only for failures: a success with such a body is not accepted.</summary>
    public bool IsBroken => _content.IsBroken;

    public string? MediaType => _content.MediaType;

    /// <summary>When it was written, by the other side's clock; <see langword="null"/> when the header is absent or cannot be read.</summary>
    public DateTimeOffset? Date => _response.Headers.Date;

    public TimeSpan? RetryAfter => RetryAfterHeader.Read(_response, _time);

    public int? RateLimit => _response.Headers.TryGetValues("X-RateLimit-Limit", out var values)
        && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;

    public string? TraceId => TraceIdHeader.Read(_response);

    public ReadOnlyMemory<byte> Body => _content.Bytes.Span.StartsWith(ByteOrderMark) ? _content.Bytes[ByteOrderMark.Length..] : _content.Bytes;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static ValueTask<ApiResponse> FromAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken) =>
        response.Content is BufferedContent content ? new(new ApiResponse(response, content, time)) : LoadAsync(response, time, cancellationToken);

    // The transport has loaded it, unless a handler of the application replaced the content, which is then in memory already.
    private static async ValueTask<ApiResponse> LoadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken) =>
        new(response, await BufferedContent.LoadAsync(response, newShare: null, time, progress: null, cancellationToken).ConfigureAwait(false), time);
}
