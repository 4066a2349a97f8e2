using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Redox.Client.Tool.Control;

/// <summary><c>/__redox</c>: inspects and controls the fake, while programs in any language use the rest of it.</summary>
internal sealed class ControlEndpoint(ControlAccess access)
{
    public const string Path = "/__redox";

    private volatile RunningFake? _running;

    /// <summary>Whether the seeds are loaded.</summary>
    public bool IsReady => _running is not null;

    /// <summary>Refuses a request to the exchange that comes before the seeds are loaded.</summary>
    public static Task RefuseAsync(HttpContext context) => AnswerAsync(context.Response, ControlResponse.Starting);

    /// <summary>Starts serving. The fake is set after the server has started, because it needs to know the port.</summary>
    public void Serve(RunningFake running) => _running = running;

    public async Task HandleAsync(HttpContext context) =>
        await AnswerAsync(context.Response, await FindAsync(context.Request, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);

    private async Task<ControlResponse> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var path = request.Path.Value?.TrimEnd('/') ?? "";
        var call = ControlTable.Find(request.Method, path);
        if (call is not { IsProbe: true } && access.Refuse(request) is { } refusal)
        {
            return refusal;
        }

        if (call is null)
        {
            return ControlTable.Unknown(request.Method, path);
        }

        var running = _running;
        return running is null && !call.IsProbe ? ControlResponse.Starting : await RunAsync(call, request.Body, running, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ControlResponse> RunAsync(ControlCall call, Stream body, RunningFake? running, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<byte> text = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        if (!Utf8.IsValid(text.Span))
        {
            return ControlResponse.Refused(400, "The body is not UTF-8.");
        }

        try
        {
            return await call.Handle(new(running, text)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException or HostException)
        {
            return ControlResponse.Refused(400, HostException.Describe(exception));
        }
    }

    // To HEAD the server sends everything but the body.
    private static async Task AnswerAsync(HttpResponse response, ControlResponse answer)
    {
        var body = Encoding.UTF8.GetBytes(answer.Body);
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = body.Length;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        await response.Body.WriteAsync(body).ConfigureAwait(false);
    }
}
