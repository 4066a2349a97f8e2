using Microsoft.Extensions.Logging;
using Redox.Client.Memory;
using Redox.Client.Receiving.Inbox;
using Redox.Client.Telemetry;

namespace Redox.Client.Receiving;

/// <summary>
/// An address of this application to which Redox delivers: verifies, reads, finds the handler and says what to answer. For servers without an integration of
/// their own; in ASP.NET Core use <c>MapRedoxDestination</c> of the package Redox.Client.AspNetCore. Thread-safe. Registered by
/// <see cref="Microsoft.Extensions.DependencyInjection.RedoxDestinationServiceCollectionExtensions"/>.
/// </summary>
public sealed class RedoxDestination
{
    private const string ForSignOnsAlone = "its SSO token counts for sign-ons alone, and it is none, or no sign-on handler is registered";

    private readonly DestinationSettings _settings;
    private readonly MessageDispatcher _dispatcher;
    private readonly DestinationInbox? _inbox;
    private readonly MemoryCeiling _memory;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal RedoxDestination(
        string name, DestinationSettings settings, MessageDispatcher dispatcher, DestinationInbox? inbox, MemoryCeiling memory, TimeProvider time, ILogger logger) =>
        (Name, _settings, _dispatcher, _inbox, _memory, _time, _logger) = (name, settings, dispatcher, inbox, memory, time, logger);

    /// <summary>The name under which the destination was registered; empty for the default one.</summary>
    public string Name { get; }

    // In logs: the default destination has no name.
    /// <summary>Its name in logs.</summary>
    internal string Shown => DestinationName.Of(Name);

    /// <summary>The largest body that is read at present, in bytes: <see cref="RedoxDestinationOptions.MaxBodyBytes"/>. A server's own limit must not be lower.</summary>
    public int MaxBodyBytes => _settings.Current.MaxBodyBytes;

    /// <summary>Takes one request, and returns when a handler is done with it, or the inbox has it.</summary>
    /// <param name="request">The request. Its body is read as far as the sender is entitled to.</param>
    /// <param name="cancellationToken">Cancelled when the sender has gone away.</param>
    /// <returns>What to answer. Failures of handlers are replies, too.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="IOException">The body broke off.</exception>
    /// <exception cref="OperationCanceledException">The sender has gone away.</exception>
    public async Task<RedoxReply> ReceiveAsync(RedoxRequest request, CancellationToken cancellationToken = default)
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
                "GET" => Refuse(Replies.GetNotAllowed, "verifying the address by GET is turned off (AllowGetHandshake); verify it by POST"),
                var method => Refuse(options.AllowGetHandshake ? Replies.MethodNotAllowed : Replies.GetNotAllowed, MethodProblem(method, options.AllowGetHandshake)),
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

    private RedoxReply Get(RedoxRequest request, RedoxDestinationOptions options) => Handshake.FromQuery(request) is { } handshake
        ? Answer(handshake, SenderProof.ProblemOfHandshake(request, options, handshake))
        : Refuse(Replies.NoHandshake, "a GET verifies the address, and this one has no challenge");

    private async Task<RedoxReply> PostAsync(RedoxRequest request, RedoxDestinationOptions options, DeliveryRecord record, CancellationToken cancellationToken)
    {
        var proof = SenderProof.Of(request, options, _time.GetUtcNow());
        var isEntitled = proof.IsValid || proof.IsForSignOnOnly;

        // A sender that has proven nothing may still verify the address, for which a few bytes are enough.
        var limit = isEntitled ? options.MaxBodyBytes : Math.Min(Handshake.MaxBytes, options.MaxBodyBytes);
        request.AllowBody(limit);
        if (!isEntitled && proof.HasTokenHeader)
        {
            return Refuse(proof.Problem!);
        }

        if (isEntitled && ContentCheck.ProblemOf(request) is { } problem)
        {
            return Refuse(Replies.UnsupportedContent, $"{problem}. Wanted is application/json in UTF-8, without a content encoding");
        }

        using var body = new ReceivedBody(new MemoryShare(_memory, options.MemoryLimits));
        var end = await body.ReadAsync(request.Body, Announced(request), limit, cancellationToken).ConfigureAwait(false);
        if (end != BodyEnd.Complete)
        {
            return !isEntitled ? Refuse(proof.HasNoToken ? UnreadHandshake(limit) : proof.Problem!)
                : end == BodyEnd.TooLarge ? Refuse(Replies.TooLarge, FormattableString.Invariant($"its body is larger than {limit} bytes (MaxBodyBytes)"))
                : end == BodyEnd.TooSlow ? TooSlow(options)
                : Busy(options);
        }

        if (Handshake.FromBody(body.Memory.Span) is { } handshake)
        {
            return Answer(handshake, SenderProof.ProblemOfHandshake(request, options, handshake));
        }

        return isEntitled ? await DispatchAsync(body, proof, options, record, cancellationToken).ConfigureAwait(false) : Refuse(proof.Problem!);
    }

    private async Task<RedoxReply> DispatchAsync(
        ReceivedBody body, SenderProof proof, RedoxDestinationOptions options, DeliveryRecord record, CancellationToken cancellationToken)
    {
        var receivedAt = _time.GetUtcNow();
        if (_inbox is not null && IncomingMessage.ReadEnvelope(Name, body.Memory, receivedAt) is var envelope && _dispatcher.TakesLater(envelope))
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

    // What is only stored is not read: it needs room for its bytes, and its values count when its turn comes.
    private async Task<RedoxReply> StoreAsync(
        DestinationInbox inbox, IncomingMessage envelope, ReceivedBody body, SenderProof proof, RedoxDestinationOptions options, DeliveryRecord record, CancellationToken cancellationToken)
    {
        if (!proof.IsValid)
        {
            return Refuse(ForSignOnsAlone);
        }

        record.Read(envelope);
        var logIds = body.Memory.Length <= MemoryShare.Uncounted ? 0 : envelope.Delivery.LogIds.Sum(id => (long)id.Length) * sizeof(char); // Nobody bounds them.
        return await body.Share.HoldAsync(body.Memory.Length + logIds, cancellationToken).ConfigureAwait(false)
            ? await inbox.StoreAsync(envelope, cancellationToken).ConfigureAwait(false)
            : Busy(options);
    }

    /// <summary>Gives a message out of the inbox to its handler. An attempt that was cancelled without being abandoned has failed: its time was up.</summary>
    internal async Task<RedoxReply> HandleStoredAsync(IncomingMessage incoming, CancellationToken cancellationToken, CancellationToken abandoned)
    {
        using var activity = InboxMeter.Begin(incoming, _inbox!.Traces.Of(incoming));
        RedoxReply reply;
        try
        {
            reply = await _dispatcher.DispatchAsync(incoming, _settings.Current, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!abandoned.IsCancellationRequested)
        {
            reply = Replies.Failed;
        }

        InboxMeter.Attempted(activity, incoming, reply);
        if (reply.StatusCode < 400)
        {
            _inbox.Traces.Forget(incoming);
        }

        return reply;
    }

    /// <summary>What a message out of the inbox takes of the ceiling. Until there is room for it its bytes do not count: those that wait would wait for one another.</summary>
    internal MemoryShare NewShare() => new(_memory, _settings.Current.MemoryLimits);

    /// <summary>Reads a message out of the inbox, as soon as there is room for it.</summary>
    internal async Task<IncomingMessage> ReadStoredAsync(RedoxInboxEntry entry, MemoryShare share, Action begins, CancellationToken cancellationToken)
    {
        for (var waits = 0; ; waits++)
        {
            var options = _settings.Current;
            share.Patience = MemoryCeiling.Patience; // After it another place in the line, so that a giant does not hold up all others for ever.
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

    private RedoxReply Busy(RedoxDestinationOptions options)
    {
        _logger.RequestPutOff(Shown, MemoryCeiling.Patience, options.MaxMemoryInFlight);
        return Replies.Busy;
    }

    private RedoxReply TooSlow(RedoxDestinationOptions options)
    {
        _logger.RequestTooSlow(Shown, options.MaxMemoryInFlight, Arrivals.MaxTime);
        return Replies.TooSlow;
    }

    private static long Announced(RedoxRequest request) =>
        long.TryParse(request.Header("Content-Length"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var length) ? length : 0;

    private RedoxReply Answer(Handshake handshake, string? problem)
    {
        if (problem is not null)
        {
            return Refuse(problem);
        }

        _logger.HandshakeConfirmed(Shown);
        return handshake.Confirm();
    }

    private RedoxReply Refuse(string problem)
    {
        _logger.RequestUnverified(Shown, problem);
        return Replies.Unverified;
    }

    private RedoxReply Refuse(RedoxReply reply, string problem)
    {
        _logger.RequestRefused(Shown, reply.StatusCode, problem);
        return reply;
    }

    // Only methods that there are: the word is the sender's.
    private static string MethodProblem(string method, bool allowsGet)
    {
        var allowed = allowsGet ? "Redox sends POST, or GET to verify the address" : "Redox sends POST";
        return method is "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS" or "TRACE" ? $"its method is {method}, and {allowed}" : $"its method is unknown; {allowed}";
    }

    private static string UnreadHandshake(int limit) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"it has no verification token in a header, and its body is larger than a handshake ({limit} bytes), so it was not read");
}
