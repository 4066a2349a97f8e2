using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Memory;

namespace Redox.Client.Calls.Http;

/// <summary>
/// The innermost handler. It reads the response as a whole, so that a body that is cut off or never ends is subject to time limits and retries like
/// everything before it; and it turns every network failure into one of our exceptions before a handler, a log or a caller sees it.
/// </summary>
internal sealed class TransportHandler : DelegatingHandler
{
    private readonly Func<ResponseShare> _newShare;
    private readonly TimeProvider _time;

    private TransportHandler(MemoryCeiling memory, MemoryPart owner, TimeProvider time) => (_newShare, _time) = (() => new ResponseShare(memory, owner), time);

    public static TransportHandler Create(IServiceProvider provider, Api api)
    {
        var memory = provider.GetRequiredService<MemoryCeiling>();
        var owner = memory.Of($"client {api.ClientName}", MemoryLimits.ForResponses(api.Options(provider).MaxMemoryInFlight));
        return new TransportHandler(memory, owner, provider.GetRequiredService<TimeProvider>());
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A token request has no progress: it is never taken for something that arrived.
        var progress = CallProgress.Of(request);
        progress?.RequestStarts();
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            progress?.ResponseStarts(TraceIdHeader.Read(response));
            await BufferedContent.LoadAsync(response, _newShare, _time, progress, cancellationToken).ConfigureAwait(false);
            progress?.AttemptEnds(Meaning(response.StatusCode));
            return response;
        }
        catch (Exception exception)
        {
            response?.Dispose();
            var delivery = progress?.AttemptBreaks(TransportFailure.NeverConnected(exception)) ?? Delivery.NotSent;
            if (!TransportFailure.Is(exception) || (cancellationToken.IsCancellationRequested && exception is OperationCanceledException))
            {
                throw;
            }

            // An abandoned request may end in any exception, with any content.
            cancellationToken.ThrowIfCancellationRequested();
            throw TransportFailure.Translate(exception, request.RequestUri, delivery);
        }
    }

    // 408 is the only 4xx that may come after the request was accepted. The reader of the body decides what a 2xx means.
    private static Delivery Meaning(HttpStatusCode status) =>
        (int)status is >= 300 and < 500 and not 408 ? Delivery.Rejected : Delivery.Unknown;
}
