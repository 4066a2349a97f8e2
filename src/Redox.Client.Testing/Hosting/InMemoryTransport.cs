using System.Net;
using System.Net.Sockets;
using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Engine.Exchange;

namespace Redox.Client.Testing.Hosting;

/// <summary>The engine behind an <see cref="HttpMessageHandler"/>: no socket, no port.</summary>
internal sealed class InMemoryTransport(ExchangeEngine engine) : IFakeTransport
{
    // A reserved name (RFC 2606) that never resolves: a request that bypasses the handler cannot reach anything.
    public static readonly Uri Address = new("https://redox-fake.invalid/");

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One for the transport itself, until it is disposed, and one for each request in the engine.
    private int _users = 1;
    private int _disposed;

    public Uri BaseAddress => Address;

    public HttpMessageHandler CreateHandler() => new Handler(this, engine, decompresses: false);

    public HttpMessageHandler Adapt(HttpMessageHandler configured)
    {
        var decompression = configured switch
        {
            SocketsHttpHandler sockets => sockets.AutomaticDecompression,
            HttpClientHandler handler => handler.AutomaticDecompression,
            _ => DecompressionMethods.None,
        };
        configured.Dispose();
        return new Handler(this, engine, decompresses: decompression != DecompressionMethods.None);
    }

    /// <summary>Aborts the requests in progress and waits for them: afterwards nothing is served, and nothing is added to the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        // The source is not disposed: requests in progress still use it.
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Leave();
        }

        await _drained.Task.ConfigureAwait(false);
    }

    // Fails once the transport and all requests have left.
    private bool TryEnter()
    {
        for (var users = Volatile.Read(ref _users); users > 0 && !_stopping.IsCancellationRequested; users = Volatile.Read(ref _users))
        {
            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users)
            {
                return true;
            }
        }

        return false;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _drained.SetResult();
        }
    }

    internal sealed class Handler(InMemoryTransport transport, ExchangeEngine engine, bool decompresses) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // As over a socket, the caller continues before the response arrives.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            ThrowIfUnreachable(request.RequestUri!);
            var received = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
            var reply = await HandleAsync(received, cancellationToken).ConfigureAwait(false);
            return BrokenConnection.InsteadOf(reply) is { } broken ? throw broken : Write(reply, request);
        }

        private async Task<FakeResponse> HandleAsync(FakeRequest request, CancellationToken cancellationToken)
        {
            if (!transport.TryEnter())
            {
                return FakeResponse.Dropped;
            }

            var stopping = transport._stopping.Token;
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
            try
            {
                return await engine.HandleAsync(request, ends.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return FakeResponse.Dropped;
            }
            catch (OperationCanceledException exception) when (exception.CancellationToken != cancellationToken)
            {
                throw new TaskCanceledException(exception.Message, exception, cancellationToken);
            }
            finally
            {
                transport.Leave();
            }
        }

        // The same exceptions that a socket handler throws for a name that cannot be resolved and a port on which nothing listens.
        private void ThrowIfUnreachable(Uri address)
        {
            if (address.Authority != transport.BaseAddress.Authority)
            {
                throw new HttpRequestException(
                    HttpRequestError.NameResolutionError,
                    $"The in-memory fake serves only {transport.BaseAddress}, but the request was for {address.Authority}. Send it to RedoxFake.BaseAddress.",
                    new SocketException((int)SocketError.HostNotFound));
            }

            if (transport._stopping.IsCancellationRequested)
            {
                throw BrokenConnection.NotListening($"The fake is disposed. {ExchangeEngine.Remedy}");
            }
        }

        private async Task<FakeRequest> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // Asking for the length adds the header, as sending it over a socket would.
            var length = request.Content?.Headers.ContentLength;
            var body = new LimitedBody(engine.MaxMessageSize, length);
            if (request.Content is not null && !body.IsAnnouncedTooLarge)
            {
                await request.Content.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
            }

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

                if (length is null)
                {
                    headers["Transfer-Encoding"] = "chunked";
                }
            }

            return new(request.Method.Method, request.RequestUri.AbsolutePath, headers, body) { WantsPlainResponse = decompresses };
        }

        private HttpResponseMessage Write(FakeResponse reply, HttpRequestMessage request)
        {
            var response = new HttpResponseMessage((HttpStatusCode)reply.Status)
            {
                RequestMessage = request,
                Content = reply.Ending == ResponseEnding.Complete ? new ReadOnlyMemoryContent(reply.Body) : new StreamContent(new BrokenBody(reply, transport._stopping.Token)),
            };
            response.Content.Headers.ContentLength = reply.ContentLength;
            if (reply.ContentType.Length > 0)
            {
                response.Content.Headers.TryAddWithoutValidation("Content-Type", reply.ContentType);
            }

            foreach (var (name, value) in reply.Headers)
            {
                // .NET keeps the headers that describe the content separately.
                if (!response.Headers.TryAddWithoutValidation(name, value))
                {
                    response.Content.Headers.TryAddWithoutValidation(name, value);
                }
            }

            return response;
        }
    }
}
