using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Redox.Client.Testing;

namespace Redox.Client.Tool;

/// <summary><c>/__redox</c>: inspects and controls the fake, while programs in any language use the rest of it.</summary>
internal sealed class ControlEndpoint
{
    public const string Path = "/__redox";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private volatile ControlActions? _actions;

    /// <summary>Starts serving. The fake is set after the server has started, because it needs to know the port.</summary>
    public void Serve(RedoxFake fake, Seeds seeds) => _actions = new(fake, seeds);

    public async Task HandleAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);

        // A web page in a browser on the same machine must not reach it: neither through a host name of its own, nor by posting to this address.
        if (request.Headers.Origin is [{ Length: > 0 } origin, ..] && origin != $"{request.Scheme}://{request.Host}")
        {
            await AnswerAsync(response, ControlResponse.Refused(403, "Web pages of other origins are refused.")).ConfigureAwait(false);
            return;
        }

        if (request.Host.Host != "127.0.0.1" && !request.Host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            await AnswerAsync(response, ControlResponse.Refused(403, "Use the address 127.0.0.1 or localhost.")).ConfigureAwait(false);
            return;
        }

        if (_actions is not { } actions)
        {
            await AnswerAsync(response, ControlResponse.Refused(503, "The fake is starting.")).ConfigureAwait(false);
            return;
        }

        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        await AnswerAsync(response, Run(() => actions.Run(request.Method, request.Path.Value?.TrimEnd('/') ?? "", Text(body)))).ConfigureAwait(false);
    }

    private static string Text(MemoryStream body)
    {
        try
        {
            return Utf8.GetString(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        catch (DecoderFallbackException)
        {
            throw new HostException("The body is not UTF-8.");
        }
    }

    private static ControlResponse Run(Func<ControlResponse> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException or HostException)
        {
            return ControlResponse.Refused(400, HostException.Describe(exception));
        }
    }

    private static async Task AnswerAsync(HttpResponse response, ControlResponse reply)
    {
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        await response.WriteAsync(reply.Body).ConfigureAwait(false);
    }
}
