using Redox.Client.Testing.Engine.Pushes;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing;

/// <summary>
/// The application as a destination of Redox: an address and a verification token. Sent messages go out immediately and only once; enqueued messages
/// go through the queue of their data model. Created by <see cref="RedoxPush.To(HttpMessageHandler, string, string, string?)"/>. Safe for concurrent use.
/// </summary>
public sealed partial class PushDestination
{
    private readonly HttpMessageInvoker _application;
    private readonly Uri _address;
    private volatile string? _token;
    private volatile string? _bearer;

    internal PushDestination(RedoxPush push, HttpMessageInvoker application, Uri address, string name) =>
        (Push, _application, _address, Name) = (push, application, address, name);

    /// <summary>The destination's ID, a UUID, in <c>Meta.Destinations</c>.</summary>
    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>The destination's name, in <c>Meta.Destinations</c> and the timeline.</summary>
    public string Name { get; }

    internal RedoxPush Push { get; }

    /// <summary>Changes the verification token, from the next request on.</summary>
    /// <param name="verificationToken">The token, in printable ASCII characters; <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentException">The token does not fit into a header.</exception>
    public void UseToken(string? verificationToken)
    {
        PushRequests.ThrowIfNoHeader(verificationToken, nameof(verificationToken));
        _token = verificationToken;
    }

    /// <summary>
    /// From the next message on, sends this token as <c>Authorization: Bearer</c> instead of the verification token: the token provided by an auth credential
    /// of the destination, or the JWT of a sign-on.
    /// </summary>
    /// <param name="token">The token, in printable ASCII characters; <see langword="null"/> to return to the verification token.</param>
    /// <exception cref="ArgumentException">The token does not fit into a header.</exception>
    public void UseBearer(string? token)
    {
        PushRequests.ThrowIfNoHeader(token, nameof(token));
        _bearer = token;
    }

    /// <summary>Verifies the address, as "Verify &amp; Save" in the dashboard does.</summary>
    /// <param name="method"><see cref="HttpMethod.Post"/>, the default, or <see cref="HttpMethod.Get"/>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Whether the application answered as required, and its response.</returns>
    /// <exception cref="ArgumentException">The method is neither.</exception>
    /// <inheritdoc cref="SendAsync(IRedoxMessage, CancellationToken)" path="/exception"/>
    public Task<PushHandshake> VerifyAsync(HttpMethod? method = null, CancellationToken cancellationToken = default)
    {
        method ??= HttpMethod.Post;
        if (method != HttpMethod.Post && method != HttpMethod.Get)
        {
            throw new ArgumentException("Redox verifies only by POST or GET.", nameof(method));
        }

        return Push.Work.DoAsync(
            async ends =>
            {
                var challenge = Guid.NewGuid().ToString();
                using var request = PushRequests.Handshake(method, _address, _token, challenge);
                return new PushHandshake(challenge, await ExchangeAsync(request, Push.Options.ResponseTimeout, ends).ConfigureAwait(false));
            },
            cancellationToken);
    }

    /// <summary>
    /// Delivers a message immediately, bypassing the queues, and does not retry when the application does not accept it. A query may be sent like this too, to
    /// see its raw response.
    /// </summary>
    /// <param name="message">
    /// The message. The fake sets <c>Meta.Logs</c>, and fills in <c>EventDateTime</c>, <c>Source</c> and <c>Destinations</c> if they are not set.
    /// </param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The application's response, with any status.</returns>
    /// <exception cref="TimeoutException">The application did not answer within the time given by <see cref="RedoxFakePushOptions"/>.</exception>
    /// <exception cref="HttpRequestException">The application cannot be reached, or aborted the request. A test server may throw other exceptions, such as the application's.</exception>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    public Task<PushResponse> SendAsync(IRedoxMessage message, CancellationToken cancellationToken = default) =>
        SendAsync(PushedContent.Of(message), cancellationToken);

    /// <summary>Delivers a message given as JSON immediately, exactly as written. Otherwise like <see cref="SendAsync(IRedoxMessage, CancellationToken)"/>.</summary>
    /// <param name="json">One JSON object, with or without <c>Meta</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The application's response, with any status.</returns>
    /// <exception cref="ArgumentException">The text is not one JSON object, or its <c>Meta</c> is not an object.</exception>
    /// <inheritdoc cref="SendAsync(IRedoxMessage, CancellationToken)" path="/exception"/>
    public Task<PushResponse> SendJsonAsync(string json, CancellationToken cancellationToken = default) => SendAsync(PushedContent.Of(json), cancellationToken);

    /// <summary>Delivers raw bytes immediately, such as a body that is not a message. Otherwise like <see cref="SendAsync(IRedoxMessage, CancellationToken)"/>.</summary>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its <c>Content-Type</c>. Default: <c>application/json</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The application's response, with any status.</returns>
    /// <inheritdoc cref="SendAsync(IRedoxMessage, CancellationToken)" path="/exception"/>
    public Task<PushResponse> SendBytesAsync(ReadOnlyMemory<byte> body, string contentType = "application/json", CancellationToken cancellationToken = default) =>
        SendAsync(PushedContent.Of(body, contentType), cancellationToken);

    /// <summary>Sends the application a query, as another system does through Redox, and reads its response.</summary>
    /// <typeparam name="TResponse">The response that belongs to the query.</typeparam>
    /// <param name="query">The query. Its <c>Meta</c> is completed as by <see cref="SendAsync(IRedoxMessage, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="RedoxFakeVerificationException">The response is not 2xx. <see cref="SendAsync(IRedoxMessage, CancellationToken)"/> returns it.</exception>
    /// <exception cref="RedoxPayloadException">The response is not a message.</exception>
    /// <inheritdoc cref="SendAsync(IRedoxMessage, CancellationToken)" path="/exception"/>
    [Follows(Ledger.PushQueries)]
    public async Task<TResponse> QueryAsync<TResponse>(IRedoxQuery<TResponse> query, CancellationToken cancellationToken = default)
        where TResponse : RedoxMessage, new()
    {
        var response = await SendAsync(query, cancellationToken).ConfigureAwait(false);
        return response.IsSuccess
            ? RedoxJson.Parse<TResponse>(response.Body.Span)
            : throw new RedoxFakeVerificationException(
                $"{Name} answered a {query.GetType().Name} with {response}; expected 2xx and a {typeof(TResponse).Name}. {nameof(SendAsync)} returns the raw response.");
    }

    /// <summary>Name and queues.</summary>
    public override string ToString() => string.Join(Environment.NewLine, [Name, .. Subscriptions.Select(subscription => $"    {subscription}")]);

    private async Task<PushResponse> SendAsync(PushedContent content, CancellationToken cancellationToken)
    {
        Push.Work.ThrowIfStopped();
        var delivery = new PushDelivery(this, null, content, Push.Clock.GetUtcNow());
        Push.Add(delivery);
        var isAccepted = false;
        try
        {
            var response = await AttemptAsync(delivery, cancellationToken).ConfigureAwait(false);
            isAccepted = response.IsSuccess;
            return response;
        }
        finally
        {
            Push.End(delivery, isAccepted ? PushStatus.Succeeded : PushStatus.Failed);
            Push.Changes.Signal();
        }
    }
}
