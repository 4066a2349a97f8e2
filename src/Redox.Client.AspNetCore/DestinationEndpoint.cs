using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Redox.Client.Receiving;

namespace Redox.Client.AspNetCore;

/// <summary>Translates between ASP.NET Core and a destination, and does nothing else.</summary>
internal sealed class DestinationEndpoint(RedoxDestination destination)
{
    private const long UsualMessage = 1024 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            var reply = await destination.ReceiveAsync(Request(context), context.RequestAborted).ConfigureAwait(false);
            await WriteAsync(context.Response, reply, context.RequestAborted).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            // The server's own verdict on the body: cut off, too slow, chunked wrongly.
            context.Response.StatusCode = exception.StatusCode;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The sender has gone away, of which the server may not have told the request yet; there is nobody to answer.
            context.Abort();
        }
    }

    // The server's own limit is for all endpoints: 30,000,000 bytes, where Redox delivers more, and where a sender that has proven nothing gets less: a message of a
    // usual size is still taken in, so that he hears why he is refused. The destination counts itself, exactly; the server also counts what frames chunks, up to
    // five bytes for each.
    private static void AllowBody(HttpContext context, int bytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = Math.Max(bytes * 6L, UsualMessage);
        }
    }

    private static RedoxDestinationRequest Request(HttpContext context) => new()
    {
        Method = context.Request.Method,
        Header = name => context.Request.Headers[name],
        Query = name => context.Request.Query[name],
        Body = context.Request.Body,
        AllowBody = bytes => AllowBody(context, bytes),
        IsAuthorized = IsAuthorized(context),
    };

    // An endpoint that nobody protected authorizes nobody, whoever the user is.
    private static bool IsAuthorized(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true }
        && context.GetEndpoint()?.Metadata is { } metadata
        && metadata.GetMetadata<IAllowAnonymous>() is null
        && (metadata.GetMetadata<IAuthorizeData>() is not null || metadata.GetMetadata<AuthorizationPolicy>() is not null);

    private static async Task WriteAsync(HttpResponse response, RedoxDestinationResponse reply, CancellationToken cancellationToken)
    {
        response.StatusCode = reply.StatusCode;
        response.ContentType = reply.ContentType;
        response.Headers.CacheControl = "no-store"; // Answers hold patient data, and challenges are for once.
        if (reply.StatusCode == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer"; // RFC 9110 section 11.6.1 wants one.
        }

        if (reply.Allow is { } allow)
        {
            response.Headers.Allow = allow;
        }

        if (reply.Location is { } location)
        {
            response.Headers.Location = location.OriginalString;
        }

        if (reply.RetryAfter is { } retryAfter)
        {
            response.Headers.RetryAfter = ((int)retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        response.ContentLength = reply.Body.Length;
        await response.Body.WriteAsync(reply.Body, cancellationToken).ConfigureAwait(false);
    }
}
