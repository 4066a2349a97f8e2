using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Redox.Client.Testing.Host;

/// <summary><c>/__redox</c>: inspects and controls the fake, while programs in any language use the rest of it.</summary>
internal sealed class ControlEndpoint
{
    public const string Path = "/__redox";

    private volatile ControlActions? _actions;

    /// <summary>Starts serving. The fake is set after the server has started, because it needs to know the port.</summary>
    public void Serve(RedoxFake fake, Seeds seeds) => _actions = new(fake, seeds);

    public async Task HandleAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);

        // A web page in a browser on the same machine must not reach it through a host name of its own.
        if (request.Host.Host is not ("127.0.0.1" or "localhost"))
        {
            await AnswerAsync(response, ControlReply.Refused(403, "Use the address 127.0.0.1 or localhost.")).ConfigureAwait(false);
            return;
        }

        if (_actions is not { } actions)
        {
            await AnswerAsync(response, ControlReply.Refused(503, "The fake is starting.")).ConfigureAwait(false);
            return;
        }

        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
        await AnswerAsync(response, Run(() => actions.Run(request.Method, request.Path.Value?.TrimEnd('/') ?? "", body))).ConfigureAwait(false);
    }

    private static ControlReply Run(Func<ControlReply> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException or HostException)
        {
            return ControlReply.Refused(400, HostException.Describe(exception));
        }
    }

    private static async Task AnswerAsync(HttpResponse response, ControlReply reply)
    {
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        await response.WriteAsync(reply.Body).ConfigureAwait(false);
    }
}
