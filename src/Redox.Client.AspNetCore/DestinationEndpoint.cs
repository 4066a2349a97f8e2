using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Redox.Client.Receiving;

namespace Redox.Client.AspNetCore;

/// <summary>Translates between ASP.NET Core and a destination.</summary>
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
            // The server's own verdict on the body: cut off, too slow, badly chunked.
            context.Response.StatusCode = exception.StatusCode;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The sender has disconnected, although the server may not have signalled it yet; there is no one to respond to.
            context.Abort();
        }
    }

    // The server's own limit applies to all endpoints: 30,000,000 bytes. Redox delivers more, and an unverified sender gets less: a message of
    // usual size is still read, so that the sender learns why it is refused. The destination counts exactly; the server also counts chunk framing, up to
    // five bytes for each byte of the body.
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
        Body = new RequestBody(context.Request.BodyReader),
        AllowBody = bytes => AllowBody(context, bytes),
        IsAuthorized = IsAuthorized(context),
    };

    // An unprotected endpoint authorizes no one, whoever the user is.
    private static bool IsAuthorized(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true }
        && context.GetEndpoint()?.Metadata is { } metadata
        && metadata.GetMetadata<IAllowAnonymous>() is null
        && (metadata.GetMetadata<IAuthorizeData>() is not null || metadata.GetMetadata<AuthorizationPolicy>() is not null);

    private static async Task WriteAsync(HttpResponse response, RedoxDestinationResponse reply, CancellationToken cancellationToken)
    {
        response.StatusCode = reply.StatusCode;
        response.ContentType = reply.ContentType;
        response.Headers.CacheControl = "no-store"; // Responses contain patient data, and challenges are for one use.
        if (reply.StatusCode == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer"; // Required by RFC 9110 section 11.6.1.
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
