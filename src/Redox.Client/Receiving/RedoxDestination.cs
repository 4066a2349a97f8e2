using Microsoft.Extensions.Logging;
using Redox.Client.Memory;
using Redox.Client.Receiving.Dispatch;
using Redox.Client.Receiving.Inbox;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Receiving.Verification;

namespace Redox.Client.Receiving;

/// <summary>
/// An address of this application to which Redox delivers: verifies and reads requests, finds the handler and returns the response. For servers without their own
/// integration; in ASP.NET Core use <c>MapRedoxDestination</c> from the package Redox.Client.AspNetCore. Thread-safe. Registered by
/// <see cref="Microsoft.Extensions.DependencyInjection.RedoxDestinationServiceCollectionExtensions"/>.
/// </summary>
public sealed class RedoxDestination
{
    private const string ForSignOnsAlone = "its SSO token is valid for sign-ons only, and this is not a sign-on, or no sign-on handler is registered";

    private readonly MessageProcessor _processor;
    private readonly DestinationInbox? _inbox;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal RedoxDestination(MessageProcessor processor, DestinationInbox? inbox, TimeProvider time, ILogger logger) =>
        (_processor, _inbox, _time, _logger) = (processor, inbox, time, logger);

    /// <summary>The name under which the destination was registered; empty for the default one.</summary>
    public string Name => _processor.Destination;

    /// <summary>The largest body that is currently read, in bytes: <see cref="RedoxDestinationOptions.MaxBodySize"/>. A server's own limit must not be lower.</summary>
    public int MaxBodySize => _processor.Options.MaxBodySize;

    private string Shown => _processor.Shown;

    /// <summary>Processes one request, and returns when a handler has finished, or the inbox has stored it.</summary>
    /// <param name="request">The request. Its body is read as far as the sender is entitled to.</param>
    /// <param name="cancellationToken">Cancelled when the sender has disconnected.</param>
    /// <returns>The response to send. Failures of handlers are responses, too.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="IOException">The body was cut off.</exception>
    /// <exception cref="OperationCanceledException">The sender has disconnected.</exception>
    public async Task<RedoxDestinationResponse> ReceiveAsync(RedoxDestinationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var options = _processor.Options;
        var record = new DeliveryRecord(Name, _time);
        try
        {
            var reply = request.Method switch
            {
                "POST" => await PostAsync(request, options, record, cancellationToken).ConfigureAwait(false),
                "GET" when options.AllowGetHandshake => Get(request, options),
                "GET" => Refuse(DestinationResponses.GetNotAllowed, "verifying the address by GET is turned off (AllowGetHandshake); verify it by POST"),
                var method => Refuse(options.AllowGetHandshake ? DestinationResponses.MethodNotAllowed : DestinationResponses.GetNotAllowed, MethodProblem(method, options.AllowGetHandshake)),
            };
            record.Ended(reply);
            return reply;
        }
        catch (Exception exception)
        {
            record.Broken(exception);
            throw;
        }
    }

    private RedoxDestinationResponse Get(RedoxDestinationRequest request, RedoxDestinationOptions options) => Handshake.FromQuery(request) is { } handshake
        ? Answer(handshake, SenderProof.ProblemOfHandshake(request, options, handshake))
        : Refuse(DestinationResponses.NoHandshake, "a GET verifies the address, but this one has no challenge");

    private async Task<RedoxDestinationResponse> PostAsync(RedoxDestinationRequest request, RedoxDestinationOptions options, DeliveryRecord record, CancellationToken cancellationToken)
    {
        var proof = SenderProof.Of(request, options, _time.GetUtcNow());
        var isEntitled = proof.IsValid || proof.AllowsOnlySignOn;

        // An unverified sender may still verify the address, which takes only a few bytes.
        var limit = isEntitled ? options.MaxBodySize : Math.Min(Handshake.MaxBytes, options.MaxBodySize);
        request.AllowBody(limit);
        if (!isEntitled && proof.HasTokenHeader)
        {
            return Refuse(proof.Problem!);
        }

        if (isEntitled && ContentCheck.ProblemOf(request) is { } problem)
        {
            return Refuse(DestinationResponses.UnsupportedContent, $"{problem}. Expected is application/json in UTF-8, without a content encoding");
        }

        using var body = new ReceivedBody(_processor.NewShare(options));
        var end = await ReadAsync(body, request, limit, cancellationToken).ConfigureAwait(false);
        if (end is BodyEnd.NoRoom or BodyEnd.TooSlow)
        {
            var putOff = end == BodyEnd.NoRoom ? Busy(options) : TooSlow(options); // In the log before the rest arrives, which may take long.
            await body.PassOverAsync(request.Body, limit, _time, cancellationToken).ConfigureAwait(false);
            return putOff;
        }

        if (end == BodyEnd.TooLarge)
        {
            return isEntitled ? TooLarge(limit) : Refuse(proof.HasNoToken ? UnreadHandshake(limit) : proof.Problem!);
        }

        if (Handshake.FromBody(body.Memory.Span) is { } handshake)
        {
            return Answer(handshake, SenderProof.ProblemOfHandshake(request, options, handshake));
        }

        return isEntitled ? await DispatchAsync(body, proof, options, record, cancellationToken).ConfigureAwait(false) : Refuse(proof.Problem!);
    }

    private async ValueTask<BodyEnd> ReadAsync(ReceivedBody body, RedoxDestinationRequest request, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(request.Body, Announced(request), limit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            _logger.BodyBrokeOff(Shown, exception.GetType().Name);
            throw;
        }
    }

    private async Task<RedoxDestinationResponse> DispatchAsync(
        ReceivedBody body, SenderProof proof, RedoxDestinationOptions options, DeliveryRecord record, CancellationToken cancellationToken)
    {
        var receivedAt = _time.GetUtcNow();
        if (_inbox is not null && _processor.ReadEnvelope(body.Memory, receivedAt) is var envelope && _processor.Dispatcher.CanBeDeferred(envelope))
        {
            return await StoreAsync(_inbox, envelope, body, proof, options, record, cancellationToken).ConfigureAwait(false);
        }

        var incoming = await _processor.ReadAsync(body.Memory, receivedAt, body.Share, options, cancellationToken).ConfigureAwait(false);
        if (incoming is null)
        {
            return Busy(options);
        }

        incoming.Body = body;
        incoming.SsoToken = proof.SsoToken;
        var isSignOn = incoming.IsSignOn && _processor.Dispatcher.SignsOn;
        if (isSignOn ? proof.SsoToken is null : !proof.IsValid)
        {
            return Refuse(isSignOn ? proof.SignOnProblem : ForSignOnsAlone);
        }

        record.Read(incoming);
        return await _processor.Dispatcher.DispatchAsync(incoming, options, cancellationToken).ConfigureAwait(false);
    }

    // A message that is only stored is not read: it needs memory for its bytes and the copies on the way to the store, and its values count when it is handled.
    private async Task<RedoxDestinationResponse> StoreAsync(
        DestinationInbox inbox, IncomingMessage envelope, ReceivedBody body, SenderProof proof, RedoxDestinationOptions options, DeliveryRecord record, CancellationToken cancellationToken)
    {
        if (!proof.IsValid)
        {
            return Refuse(ForSignOnsAlone);
        }

        if (inbox.ReadsMessages)
        {
            return await StoreReadAsync(inbox, body, options, record, cancellationToken).ConfigureAwait(false);
        }

        record.Read(envelope);
        var logIds = body.Memory.Length <= MemoryShare.Uncounted ? 0 : envelope.Delivery.LogIds.Sum(id => (long)id.Length) * sizeof(char); // They have no limit.
        return await body.Share.HoldAsync(((long)inbox.Bodies.Copies * body.Memory.Length) + logIds, cancellationToken).ConfigureAwait(false)
            ? await inbox.StoreAsync(envelope, cancellationToken).ConfigureAwait(false)
            : Busy(options);
    }

    // Its key is computed from the whole message.
    private async Task<RedoxDestinationResponse> StoreReadAsync(
        DestinationInbox inbox, ReceivedBody body, RedoxDestinationOptions options, DeliveryRecord record, CancellationToken cancellationToken)
    {
        var incoming = await _processor.ReadAsync(body.Memory, _time.GetUtcNow(), body.Share, options, cancellationToken).ConfigureAwait(false);
        if (incoming is null)
        {
            return Busy(options);
        }

        record.Read(incoming);
        return await inbox.StoreAsync(incoming, cancellationToken).ConfigureAwait(false);
    }

    private RedoxDestinationResponse TooLarge(int limit) =>
        Refuse(DestinationResponses.TooLarge, FormattableString.Invariant($"its body is larger than {limit} bytes (MaxBodySize)"));

    private RedoxDestinationResponse Busy(RedoxDestinationOptions options)
    {
        _logger.RequestPutOff(Shown, MemoryCeiling.Patience, options.MaxMemoryInFlight);
        return DestinationResponses.Busy;
    }

    private RedoxDestinationResponse TooSlow(RedoxDestinationOptions options)
    {
        _logger.RequestTooSlow(Shown, options.MaxMemoryInFlight, Arrivals.MaxTime);
        return DestinationResponses.TooSlow;
    }

    private static long Announced(RedoxDestinationRequest request) =>
        long.TryParse(request.Header("Content-Length"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var length) ? length : 0;

    private RedoxDestinationResponse Answer(Handshake handshake, string? problem)
    {
        if (problem is not null)
        {
            return Refuse(problem);
        }

        _logger.HandshakeConfirmed(Shown);
        return handshake.Confirm();
    }

    private RedoxDestinationResponse Refuse(string problem)
    {
        _logger.RequestUnverified(Shown, problem);
        return DestinationResponses.Unverified;
    }

    private RedoxDestinationResponse Refuse(RedoxDestinationResponse reply, string problem)
    {
        _logger.RequestRefused(Shown, reply.StatusCode, problem);
        return reply;
    }

    // Known methods only: the word comes from the sender.
    private static string MethodProblem(string method, bool allowsGet)
    {
        var allowed = allowsGet ? "Redox sends POST, or GET to verify the address" : "Redox sends POST";
        return method is "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS" or "TRACE" ? $"its method is {method}, and {allowed}" : $"its method is unknown; {allowed}";
    }

    private static string UnreadHandshake(int limit) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"it has no verification token in a header, and its body is larger than a handshake ({limit} bytes), so it was not read");
}
