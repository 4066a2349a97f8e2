using System.Net.Sockets;
using Redox.Client.Testing.Engine;

namespace Redox.Client.Testing.Hosting;

/// <summary>The engine behind an <see cref="HttpMessageHandler"/>: no socket, no port.</summary>
internal sealed class InMemoryTransport(ExchangeEngine engine) : IFakeTransport
{
    // A reserved name (RFC 2606) that resolves nowhere: a request that misses the handler cannot reach anybody.
    public static readonly Uri Address = new("https://redox-fake.invalid/");

    private volatile bool _stopped;

    public Uri BaseAddress => Address;

    public HttpMessageHandler CreateHandler() => new Handler(this, engine);

    public HttpMessageHandler Adapt(HttpMessageHandler configured)
    {
        configured.Dispose();
        return CreateHandler();
    }

    public ValueTask DisposeAsync()
    {
        _stopped = true;
        return ValueTask.CompletedTask;
    }

    private sealed class Handler(InMemoryTransport transport, ExchangeEngine engine) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // As over a socket: the caller goes on before the reply is there.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            ThrowIfUnreachable(request.RequestUri!);
            var received = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
            var reply = await engine.HandleAsync(received, cancellationToken).ConfigureAwait(false);
            return Write(reply, request);
        }

        // The same exceptions that a socket handler throws for a name that does not resolve and a port that nobody listens on.
        private void ThrowIfUnreachable(Uri address)
        {
            if (address.Authority != transport.BaseAddress.Authority)
            {
                throw new HttpRequestException(
                    HttpRequestError.NameResolutionError,
                    $"The in-memory fake serves {transport.BaseAddress} only, and the request was for {address.Authority}. Send it to RedoxFake.BaseAddress.",
                    new SocketException((int)SocketError.HostNotFound));
            }

            if (transport._stopped)
            {
                throw new HttpRequestException(
                    HttpRequestError.ConnectionError, "The fake is disposed and serves no more.", new SocketException((int)SocketError.ConnectionRefused));
            }
        }

        private static async Task<FakeRequest> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Host"] = request.RequestUri!.Authority };
            foreach (var (name, values) in request.Headers.NonValidated)
            {
                headers[name] = values.ToString();
            }

            if (request.Content is not null)
            {
                foreach (var (name, values) in request.Content.Headers.NonValidated)
                {
                    headers[name] = values.ToString();
                }
            }

            return new(request.Method.Method, request.RequestUri.AbsolutePath, headers, body);
        }

        private static HttpResponseMessage Write(FakeReply reply, HttpRequestMessage request)
        {
            var response = new HttpResponseMessage((System.Net.HttpStatusCode)reply.Status)
            {
                RequestMessage = request,
                Content = new ReadOnlyMemoryContent(reply.Body),
            };
            response.Content.Headers.TryAddWithoutValidation("Content-Type", reply.ContentType);
            foreach (var (name, value) in reply.Headers)
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return response;
        }
    }
}
