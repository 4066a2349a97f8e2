using Microsoft.Extensions.Logging;
using Redox.Client.Memory;
using Redox.Client.Receiving.Inbox;
using Redox.Client.Receiving.Telemetry;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving;

/// <summary>
/// An address of this application to which Redox delivers: verifies and reads requests, finds the handler and returns the response. For servers without their own
/// integration; in ASP.NET Core use <c>MapRedoxDestination</c> from the package Redox.Client.AspNetCore. Thread-safe. Registered by
/// <see cref="Microsoft.Extensions.DependencyInjection.RedoxDestinationServiceCollectionExtensions"/>.
/// </summary>
public sealed class RedoxDestination
{
    private const string ForSignOnsAlone = "its SSO token is valid for sign-ons only, and this is not a sign-on, or no sign-on handler is registered";

    private readonly DestinationSettings _settings;
    private readonly MessageDispatcher _dispatcher;
    private readonly DestinationInbox? _inbox;
    private readonly MemoryCeiling _memory;
    private readonly string _owner; // Of what its messages hold.
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal RedoxDestination(
        string name, DestinationSettings settings, MessageDispatcher dispatcher, DestinationInbox? inbox, MemoryCeiling memory, TimeProvider time, ILogger logger) =>
        (Name, _settings, _dispatcher, _inbox, _memory, _owner, _time, _logger) = (name, settings, dispatcher, inbox, memory, $"destination {name}", time, logger);

    /// <summary>The name under which the destination was registered; empty for the default one.</summary>
    public string Name { get; }

    // In logs: the default destination has no name.
    /// <summary>Its name in logs.</summary>
    internal string Shown => DestinationName.Of(Name);

    /// <summary>The largest body that is currently read, in bytes: <see cref="RedoxDestinationOptions.MaxBodySize"/>. A server's own limit must not be lower.</summary>
    public int MaxBodySize => _settings.Current.MaxBodySize;

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
        var options = _settings.Current;
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
            if (exception is IOException)
            {
                _logger.BodyBrokeOff(Shown, exception.GetType().Name);
            }

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

        using var body = new ReceivedBody(NewShare(options));
        var end = await body.ReadAsync(request.Body, Announced(request), limit, cancellationToken).ConfigureAwait(false);
        if (end != BodyEnd.Complete)
        {
            return !isEntitled ? Refuse(proof.HasNoToken ? UnreadHandshake(limit) : proof.Problem!)
                : end == BodyEnd.TooLarge ? Refuse(DestinationResponses.TooLarge, FormattableString.Invariant($"its body is larger than {limit} bytes (MaxBodySize)"))
                : end == BodyEnd.TooSlow ? TooSlow(options)
                : Busy(options);
        }

        if (Handshake.FromBody(body.Memory.Span) is { } handshake)
        {
            return Answer(handshake, SenderProof.ProblemOfHandshake(request, options, handshake));
        }

        return isEntitled ? await DispatchAsync(body, proof, options, record, cancellationToken).ConfigureAwait(false) : Refuse(proof.Problem!);
    }

    private async Task<RedoxDestinationResponse> DispatchAsync(
        ReceivedBody body, SenderProof proof, RedoxDestinationOptions options, DeliveryRecord record, CancellationToken cancellationToken)
    {
        var receivedAt = _time.GetUtcNow();
        if (_inbox is not null && IncomingMessage.ReadEnvelope(Name, body.Memory, receivedAt) is var envelope && _dispatcher.CanBeDeferred(envelope))
        {
            return await StoreAsync(_inbox, envelope, body, proof, options, record, cancellationToken).ConfigureAwait(false);
        }

        var incoming = await IncomingMessage.ReadAsync(Name, body.Memory, receivedAt, body.Share, options, cancellationToken).ConfigureAwait(false);
        if (incoming is null)
        {
            return Busy(options);
        }

        incoming.Body = body;
        incoming.SsoToken = proof.SsoToken;
        var isSignOn = incoming.IsSignOn && _dispatcher.SignsOn;
        if (isSignOn ? proof.SsoToken is null : !proof.IsValid)
        {
            return Refuse(isSignOn ? proof.SignOnProblem : ForSignOnsAlone);
        }

        record.Read(incoming);
        return await _dispatcher.DispatchAsync(incoming, options, cancellationToken).ConfigureAwait(false);
    }

    // A message that is only stored is not read: it needs memory for its bytes, and its values count when it is handled.
    private async Task<RedoxDestinationResponse> StoreAsync(
        DestinationInbox inbox, IncomingMessage envelope, ReceivedBody body, SenderProof proof, RedoxDestinationOptions options, DeliveryRecord record, CancellationToken cancellationToken)
    {
        if (!proof.IsValid)
        {
            return Refuse(ForSignOnsAlone);
        }

        record.Read(envelope);
        var logIds = body.Memory.Length <= MemoryShare.Uncounted ? 0 : envelope.Delivery.LogIds.Sum(id => (long)id.Length) * sizeof(char); // They have no limit.
        return await body.Share.HoldAsync(body.Memory.Length + logIds, cancellationToken).ConfigureAwait(false)
            ? await inbox.StoreAsync(envelope, cancellationToken).ConfigureAwait(false)
            : Busy(options);
    }

    /// <summary>Passes a message from the inbox to its handler. An attempt that was cancelled without being abandoned has failed: its time was up.</summary>
    internal async Task<RedoxDestinationResponse> HandleStoredAsync(IncomingMessage incoming, CancellationToken cancellationToken, CancellationToken abandoned)
    {
        using var activity = InboxMeter.Begin(incoming, _inbox!.Traces.Of(incoming));
        RedoxDestinationResponse reply;
        try
        {
            reply = await _dispatcher.DispatchAsync(incoming, _settings.Current, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!abandoned.IsCancellationRequested)
        {
            reply = DestinationResponses.Failed;
        }

        InboxMeter.Attempted(activity, incoming, reply);
        if (reply.StatusCode < 400)
        {
            _inbox.Traces.Forget(incoming);
        }

        return reply;
    }

    /// <summary>The share of a message from the inbox. Until there is room for it, its bytes do not count: waiting messages would wait for one another.</summary>
    internal MemoryShare NewShare() => NewShare(_settings.Current);

    private MemoryShare NewShare(RedoxDestinationOptions options) => new(_memory, _memory.Of(_owner, options.MemoryLimits));

    /// <summary>Reads a message from the inbox, as soon as there is room for it.</summary>
    internal async Task<IncomingMessage> ReadStoredAsync(RedoxInboxEntry entry, MemoryShare share, Action begins, CancellationToken cancellationToken)
    {
        for (var waits = 0; ; waits++)
        {
            var options = _settings.Current;
            share.Patience = MemoryCeiling.Patience; // Then it moves to another place in the line, so that a giant does not hold up all others indefinitely.
            if (await IncomingMessage.ReadAsync(Name, entry.Body, entry.ReceivedAt, share, options, cancellationToken, begins).ConfigureAwait(false) is { } incoming)
            {
                if (entry.Attempts == 0)
                {
                    DestinationMeter.MessageRead(incoming);
                }

                return incoming;
            }

            if (waits == 0)
            {
                _logger.InboxWaitsForMemory(Shown, options.MaxMemoryInFlight);
            }
        }
    }

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
