using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Redox.Client.Testing.Tests.Pushes;

/// <summary>An application independent of this package: it keeps what it receives, byte by byte, and answers as the test says.</summary>
public abstract class Receiver
{
    private readonly ConcurrentQueue<ReceivedPush> _received = new();

    public IReadOnlyList<ReceivedPush> Received => [.. _received];

    /// <summary>The visit number of each message, in the order of arrival.</summary>
    public string Order => string.Concat(Received.Select(push => (string?)push.Json.SelectToken("Visit.VisitNumber")));

    public Func<ReceivedPush, CancellationToken, Task<ReceiverResponse>> AnswerAsync { get; set; } = (_, _) => Task.FromResult(new ReceiverResponse(200, ""));

    public abstract PushDestination Connect(RedoxTenant redox, string token = "t-1", string? name = null);

    public void Answer(Func<ReceivedPush, int> status) => AnswerAsync = (push, _) => Task.FromResult(new ReceiverResponse(status(push), ""));

    /// <summary>Answers with these statuses in turn, and 200 from then on.</summary>
    public void AnswerInTurn(params int[] statuses)
    {
        var left = new ConcurrentQueue<int>(statuses);
        Answer(_ => left.TryDequeue(out var status) ? status : 200);
    }

    protected Task<ReceiverResponse> ReceiveAsync(ReceivedPush push, CancellationToken cancellationToken)
    {
        _received.Enqueue(push);
        return AnswerAsync(push, cancellationToken);
    }
}

public sealed record ReceiverResponse(int Status, string Body);

public sealed record ReceivedPush(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JObject Json => JsonConvert.DeserializeObject<JObject>(Text, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!;

    public string? LogId => (string?)Json.SelectToken("Meta.Logs[0].ID");

    public string? AttemptId => (string?)Json.SelectToken("Meta.Logs[0].AttemptID");

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>A handler like that of a test server.</summary>
public sealed class HandlerReceiver : Receiver
{
    public override PushDestination Connect(RedoxTenant redox, string token = "t-1", string? name = null) =>
        redox.Push.To(new Handler(this), "/redox?tenant=7", token, name);

    private sealed class Handler(HandlerReceiver receiver) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            var headers = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default)
                .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            var response = await receiver.ReceiveAsync(new(request.Method.Method, request.RequestUri!.PathAndQuery, headers, body), cancellationToken);
            return new HttpResponseMessage((HttpStatusCode)response.Status) { Content = new StringContent(response.Body) };
        }
    }
}

/// <summary>A server on a free port of this machine.</summary>
public sealed class ServerReceiver : Receiver, IAsyncDisposable
{
    private WebApplication _app = null!;

    public Uri Address => new(_app.Urls.Single() + "/redox?tenant=7");

    public static async Task<ServerReceiver> StartAsync()
    {
        var receiver = new ServerReceiver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        receiver._app = builder.Build();
        receiver._app.Run(receiver.HandleAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public override PushDestination Connect(RedoxTenant redox, string token = "t-1", string? name = null) => redox.Push.To(Address, token, name);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var target = $"{context.Request.Path}{context.Request.QueryString}";
        var response = await ReceiveAsync(new(context.Request.Method, target, headers, body.ToArray()), context.RequestAborted);
        context.Response.StatusCode = response.Status;
        await context.Response.WriteAsync(response.Body);
    }
}
