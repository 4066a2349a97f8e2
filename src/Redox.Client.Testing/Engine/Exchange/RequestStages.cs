using Redox.Client.Testing.Engine.Authentication;
using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Engine.Limits;
using Redox.Client.Testing.Engine.Messages;

namespace Redox.Client.Testing.Engine.Exchange;

/// <summary>The stages that a request passes before the exchange processes it: scripted faults first, then the limits.</summary>
internal sealed class RequestStages(RedoxFaults faults, RateLimit rateLimit, ExchangeSettings settings, RegisteredClient client, MessageResponses replies, CancellationToken ending)
{
    /// <param name="request">The request.</param>
    /// <param name="entry">Its entry in the journal.</param>
    /// <param name="route">The part of the exchange that answers it; <see langword="null"/> if no endpoint does.</param>
    /// <param name="answer">The exchange behind these stages.</param>
    /// <param name="cancellationToken">Cancelled when the client gives up.</param>
    public async ValueTask<FakeResponse> PassAsync(
        FakeRequest request, RequestRecord entry, FakeRoute? route, Func<FakeResponse> answer, CancellationToken cancellationToken)
    {
        FakeResponse Regular()
        {
            var response = rateLimit.Check(entry) ?? BodyLimit.Check(request, entry, settings.MaxMessageSize) ?? ContentEncodingCheck.Check(request, entry) ?? answer();
            return response.WithExchangeHeaders();
        }

        FakeResponse Finish(FakeResponse response)
        {
            var dated = response.WithDate(settings.Clock.GetUtcNow());
            return request.Method == HttpMethod.Head.Method ? dated.WithoutBody() : dated.Compressed(request);
        }

        if (route is null || faults.Take(route.Value, entry) is not { } fault)
        {
            return Finish(Regular());
        }

        entry.Fault = fault.ToString();
        entry.RestOn([.. fault.Follows]);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending);
        try
        {
            var response = await fault.ApplyAsync(new(request, settings.Clock, settings.Tokens, client, replies, Regular, entry.Journal.Changes.Signal), ends.Token).ConfigureAwait(false);
            return Finish(response) with { Stalling = ending };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            entry.Abort();
            throw;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return FakeResponse.Dropped; // The tenant ends, which closes its connections.
        }
    }
}
