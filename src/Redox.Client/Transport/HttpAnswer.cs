using System.Globalization;
using System.Net;

namespace Redox.Client.Transport;

/// <summary>What came back: status, the few headers that matter, and the body.</summary>
internal readonly record struct HttpAnswer(HttpStatusCode Status, string? MediaType, TimeSpan? RetryAfter, int? RateLimit, ReadOnlyMemory<byte> Body)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Whether the status says that the same request may succeed later (Redox: "Error handling and responses").</summary>
    public bool IsTransient => TransientStatus.Is(Status);

    public static async Task<HttpAnswer> FromAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var content = await BufferedContent.LoadAsync(response, cancellationToken).ConfigureAwait(false);
        var body = content.Bytes.Span.StartsWith(ByteOrderMark) ? content.Bytes[ByteOrderMark.Length..] : content.Bytes;
        return new(response.StatusCode, content.Headers.ContentType?.MediaType, RetryAfterHeader.Read(response, time), Limit(response), body);
    }

    private static int? Limit(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-RateLimit-Limit", out var values)
        && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
}
