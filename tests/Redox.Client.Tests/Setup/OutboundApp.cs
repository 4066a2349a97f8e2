using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Redox.Client.Tests.Setup;

/// <summary>
/// An application whose messages are taken at the door, whatever is in them, and acknowledged: for what no exchange would take. The fake behind it gives tokens.
/// </summary>
internal sealed class OutboundApp : IAsyncDisposable
{
    private readonly TestApp _app;
    private readonly Door _door = new();

    public OutboundApp(Action<RedoxClientOptions>? configure = null) =>
        _app = new TestApp(configure, services => services.AddHttpClient(RedoxHttpClientNames.Api()).AddHttpMessageHandler(() => _door));

    public IRedoxClient Client => _app.Client;

    public string Log => _app.Log;

    /// <summary>What went out, in order: the body, and the header that names the source.</summary>
    public List<(string Text, string? SourceHeader)> Messages => _door.Messages;

    /// <summary>What each message is answered with.</summary>
    public string Response
    {
        set => _door.Response = value;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class Door : DelegatingHandler
    {
        public List<(string Text, string? SourceHeader)> Messages { get; } = [];

        public string Response { get; set; } = """{"Meta":{"DataModel":"PatientAdmin","EventType":"NewPatient"}}""";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var source = request.Headers.TryGetValues("Redox-Source-Id", out var values) ? values.Single() : null;
            Messages.Add((await request.Content!.ReadAsStringAsync(cancellationToken), source));
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Response, Encoding.UTF8, "application/json"), RequestMessage = request };
        }
    }
}
