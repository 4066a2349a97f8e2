using System.Net;
using System.Net.Http.Json;
using Redox.Client.Calls;

namespace Redox.Client.Authentication;

/// <summary>
/// Adds the token to every attempt. It sits inside the resilience handler, so that each retry gets a current token.
/// When no token can be obtained, its exception ends the attempt: a request is never sent without a token.
/// </summary>
internal sealed class AccessTokenHandler(AccessTokenCache tokens) : DelegatingHandler
{
    // Without this, the request would go out without a token, past every check.
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotSupportedException(
        "An HttpClient that carries Redox's access token sends asynchronously only. Use SendAsync, PostAsync or GetAsync.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var progress = CallProgress.Of(request);
        WaitsForToken(progress);
        var token = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = token.Header;
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            token.Accepted();
            return response;
        }

        // A refused token means that Redox looked at nothing else, so any call may be replayed. Once: a second refusal has nothing to do with age.
        if (!tokens.Invalidate(token) || !CanBeSentAgain(request, progress) || cancellationToken.IsCancellationRequested)
        {
            return response;
        }

        response.Dispose();
        WaitsForToken(progress);
        token = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = token.Header;
        response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            token.Accepted();
        }

        return response;
    }

    // The bodies of our own calls can; an application may put the token on a request whose body is a stream, which is used up.
    private static bool CanBeSentAgain(HttpRequestMessage request, CallProgress? progress) =>
        progress is not null || request.Content is null or ByteArrayContent or ReadOnlyMemoryContent or JsonContent;

    private static void WaitsForToken(CallProgress? progress)
    {
        if (progress is not null)
        {
            progress.Stage = CallStage.Token;
        }
    }
}
