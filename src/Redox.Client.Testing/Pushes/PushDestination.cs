using Redox.Client.Serialization;
using Redox.Client.Testing.Engine.Pushes;

namespace Redox.Client.Testing;

/// <summary>
/// The application as a destination of Redox: an address and a verification token. What is sent goes out at once and once; what is enqueued
/// goes through the queue of its data model. Made by <see cref="RedoxPush.To(HttpMessageHandler, string, string, string?)"/>. Safe for concurrent use.
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

    /// <summary>From the next request on, another verification token is sent.</summary>
    /// <param name="verificationToken">The token, in printable ASCII characters; <see langword="null"/> for none at all.</param>
    /// <exception cref="ArgumentException">The token does not fit into a header.</exception>
    public void UseToken(string? verificationToken)
    {
        PushRequests.ThrowIfNoHeader(verificationToken, nameof(verificationToken));
        _token = verificationToken;
    }

    /// <summary>
    /// From the next message on, <c>Authorization: Bearer</c> carries this instead of the verification token: the token that an auth credential
    /// of the destination provides, or the JWT of a sign-on.
    /// </summary>
    /// <param name="token">The token, in printable ASCII characters; <see langword="null"/> for the verification token again.</param>
    /// <exception cref="ArgumentException">The token does not fit into a header.</exception>
    public void UseBearer(string? token)
    {
        PushRequests.ThrowIfNoHeader(token, nameof(token));
        _bearer = token;
    }

    /// <summary>Verifies the address, as "Verify &amp; Save" in the dashboard does.</summary>
    /// <param name="method"><see cref="HttpMethod.Post"/>, the default, or <see cref="HttpMethod.Get"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the application answered as it has to, and its answer.</returns>
    /// <exception cref="ArgumentException">Another method.</exception>
    /// <inheritdoc cref="SendAsync(IRedoxMessage, CancellationToken)" path="/exception"/>
    public Task<PushHandshake> VerifyAsync(HttpMethod? method = null, CancellationToken cancellationToken = default)
    {
        method ??= HttpMethod.Post;
        if (method != HttpMethod.Post && method != HttpMethod.Get)
        {
            throw new ArgumentException("Redox verifies by POST or by GET.", nameof(method));
        }

        return Push.Work.DoAsync(
            async ends =>
            {
                var challenge = Guid.NewGuid().ToString();
                using var request = PushRequests.Handshake(method, _address, _token, challenge);
                return new PushHandshake(challenge, await ExchangeAsync(request, Push.Options.AnswerTimeout, ends).ConfigureAwait(false));
            },
            cancellationToken);
    }

    /// <summary>
    /// Delivers a message at once: past the queues, and not again when the application does not take it. A query may be sent so too, to
    /// look at the answer as it is.
    /// </summary>
    /// <param name="message">
    /// The message. Of its <c>Meta</c>, <c>Logs</c> are the fake's own; <c>EventDateTime</c>, <c>Source</c> and <c>Destinations</c> are filled in when they are not set.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The application's answer, whatever its status.</returns>
    /// <exception cref="TimeoutException">The application did not answer in the time of <see cref="RedoxFakePushOptions"/>.</exception>
    /// <exception cref="HttpRequestException">The application cannot be reached, or broke off. Handlers of a test server may throw others, such as the application's own.</exception>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    public Task<PushReply> SendAsync(IRedoxMessage message, CancellationToken cancellationToken = default) =>
        SendAsync(PushedContent.Of(message), cancellationToken);

    /// <summary>Delivers a message that is given as JSON at once, with all its oddities. As <see cref="SendAsync(IRedoxMessage, CancellationToken)"/> otherwise.</summary>
    /// <param name="json">One JSON object, with or without <c>Meta</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The application's answer, whatever its status.</returns>
    /// <exception cref="ArgumentException">The text is not one JSON object, or its <c>Meta</c> is none.</exception>
    /// <inheritdoc cref="SendAsync(IRedoxMessage, CancellationToken)" path="/exception"/>
    public Task<PushReply> SendJsonAsync(string json, CancellationToken cancellationToken = default) => SendAsync(PushedContent.Of(json), cancellationToken);

    /// <summary>Delivers bytes as they are at once, such as a body that is no message. As <see cref="SendAsync(IRedoxMessage, CancellationToken)"/> otherwise.</summary>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its <c>Content-Type</c>. Default: <c>application/json</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The application's answer, whatever its status.</returns>
    /// <inheritdoc cref="SendAsync(IRedoxMessage, CancellationToken)" path="/exception"/>
    public Task<PushReply> SendBytesAsync(ReadOnlyMemory<byte> body, string contentType = "application/json", CancellationToken cancellationToken = default) =>
        SendAsync(PushedContent.Of(body, contentType), cancellationToken);

    /// <summary>Asks the application a query, as somebody does who reaches it through Redox, and reads its answer.</summary>
    /// <typeparam name="TResponse">The answer that belongs to the query.</typeparam>
    /// <param name="query">The query. Its <c>Meta</c> is completed as that of <see cref="SendAsync(IRedoxMessage, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RedoxVerificationException">The application did not answer 2xx. <see cref="SendAsync(IRedoxMessage, CancellationToken)"/> shows what it said.</exception>
    /// <exception cref="RedoxPayloadException">The answer is no message.</exception>
    /// <inheritdoc cref="SendAsync(IRedoxMessage, CancellationToken)" path="/exception"/>
    [Follows(Ledger.PushQueries)]
    public async Task<TResponse> QueryAsync<TResponse>(IRedoxQuery<TResponse> query, CancellationToken cancellationToken = default)
        where TResponse : RedoxMessage, IWireReadable<TResponse>
    {
        var reply = await SendAsync(query, cancellationToken).ConfigureAwait(false);
        return reply.IsSuccess
            ? RedoxJson.Parse<TResponse>(reply.Body.Span)
            : throw new RedoxVerificationException(
                $"{Name} answered a {query.GetType().Name} with {reply}, where 2xx and a {typeof(TResponse).Name} belong. {nameof(SendAsync)} returns the answer as it is.");
    }

    /// <summary>Name and queues.</summary>
    public override string ToString() => string.Join(Environment.NewLine, [Name, .. Subscriptions.Select(subscription => $"    {subscription}")]);

    private async Task<PushReply> SendAsync(PushedContent content, CancellationToken cancellationToken)
    {
        Push.Work.ThrowIfStopped();
        var delivery = new PushDelivery(this, null, content, Push.Clock.GetUtcNow());
        Push.Add(delivery);
        var isTaken = false;
        try
        {
            var reply = await AttemptAsync(delivery, cancellationToken).ConfigureAwait(false);
            isTaken = reply.IsSuccess;
            return reply;
        }
        finally
        {
            Push.End(delivery, isTaken ? PushStatus.Succeeded : PushStatus.Failed);
            Push.Changes.Signal();
        }
    }
}
