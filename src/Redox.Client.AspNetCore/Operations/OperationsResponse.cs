using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Redox.Client.AspNetCore.Operations;

/// <summary>Writes responses as JSON.</summary>
internal static class OperationsResponse
{
    public static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type) => WriteAsync(context.Response, value, type, "application/json", context.RequestAborted);

    /// <summary>A problem (RFC 9457).</summary>
    public static Task WriteAsync(HttpContext context, int status, string detail)
    {
        var response = context.Response;
        response.Clear(); // The headers of what did not come about.
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        return WriteAsync(response, new Problem(ReasonPhrases.GetReasonPhrase(status), status, detail), OperationsJson.Default.Problem, "application/problem+json", context.RequestAborted);
    }

    private static async Task WriteAsync<T>(HttpResponse response, T value, JsonTypeInfo<T> type, string contentType, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancellationToken).ConfigureAwait(false);
    }
}
