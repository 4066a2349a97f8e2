using System.Diagnostics;
using Redox.Client.Calls;
using Redox.Client.Calls.Http;
using Redox.Client.Telemetry;

namespace Redox.Client.Sending;

/// <summary>
/// A message on its way through the Data Model API, which has a single address for all messages; the message itself says what it is. (Redox: "Data model reference")
/// </summary>
/// <remarks>
/// The only words of a message that appear in logs, traces, metrics and exceptions come from its definition: the names of an undefined event are free text, which is neither
/// bounded in number nor known to be harmless. The request is made by hand, unlike those for tokens: with Refit each message would cost 0.7 KB and a twelfth of its time
/// more (docs/contributing/performance.md).
/// </remarks>
internal abstract class MessageOperation<TResult>(RedoxMessage message, RedoxCallOptions options, RedoxClientOptions settings) : Operation<TResult>
{
    /// <summary>
    /// Unless the call's options say otherwise. Single attempts have no shorter limit: a destination may take this long to answer a query. (Redox: "REQUEST")
    /// </summary>
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(120);

    private static readonly Uri Endpoint = new("endpoint", UriKind.Relative);

    public sealed override string Subject => Definition?.ToString() ?? "An unknown event";

    public sealed override string ActivityName => $"{Name} {Definition?.ToString() ?? "unknown"}";

    public sealed override TimeSpan Timeout => Options.Timeout ?? UsualTimeout;

    protected MessageDefinition? Definition { get; } = message.FindDefinition();

    protected RedoxCallOptions Options => options;

    /// <summary>The message as it is sent; until it is routed, as the caller gave it.</summary>
    protected RedoxMessage Message { get; private set; } = message;

    /// <summary>The message goes to exactly one destination.</summary>
    protected virtual bool HasOneDestination => false;

    public sealed override void AddTags(ref TagList tags)
    {
        if (Definition is { } known)
        {
            tags.Add(ClientTelemetry.DataModel, known.DataModel);
            tags.Add(ClientTelemetry.EventType, known.EventType);
        }
    }

    public sealed override HttpRequestMessage CreateRequest(CallProgress progress)
    {
        var (original, routing) = (Message, new MessageRouting(settings));
        Message = routing.Route(original, Options, HasOneDestination);
        var content = new MessageContent(Message, progress);
        try
        {
            OutgoingCheck.Run(original, Message, content, Subject, settings, routing.Validates(Options));
            return Request(content, routing.SourceHeader(Message));
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    public sealed override RedoxException ReadFailure(CallProgress progress, in ApiResponse response) => ResponseFailure.Of(progress, response, ResponseBody.Read(response));

    /// <summary>The failure that a response describes, whatever its status.</summary>
    protected RedoxException Failure(CallProgress progress, in ApiResponse response, in ResponseBody body)
    {
        if (response.IsSuccess)
        {
            progress.AttemptEnds(ArrivalOf(body));
        }

        return ResponseFailure.Of(progress, response, body);
    }

    private HttpRequestMessage Request(MessageContent content, string? sourceId)
    {
        var request = new HttpRequestMessage(Method, Endpoint) { Content = content };
        if (sourceId is not null)
        {
            request.Headers.TryAddWithoutValidation("Redox-Source-Id", sourceId);
        }

        return request;
    }

    // An event for several destinations may have failed at one and arrived at another; which one is not documented. And without Meta the response is not from Redox,
    // but from a server in between, which may have failed after Redox accepted the message.
    private Delivery ArrivalOf(in ResponseBody body) => body.Meta is not null && Message.Meta.Destinations.Count == 1 ? Delivery.Rejected : Delivery.Unknown;
}
