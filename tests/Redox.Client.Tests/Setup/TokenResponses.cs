using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace Redox.Client.Tests.Setup;

/// <summary>Stands between the client and the fake's token endpoint, and answers in its place or changes what it answers.</summary>
internal static class TokenResponses
{
    /// <summary>Lets all that asks for tokens get another response, which may be made from the fake's.</summary>
    public static void Become(IServiceCollection services, Func<HttpResponseMessage, HttpResponseMessage> response) =>
        services.PostConfigureAll<HttpClientFactoryOptions>(options => options.HttpMessageHandlerBuilderActions.Add(builder =>
        {
            if (builder.Name == RedoxHttpClientNames.Token())
            {
                builder.AdditionalHandlers.Add(new Between(response));
            }
        }));

    private sealed class Between(Func<HttpResponseMessage, HttpResponseMessage> response) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            response(await base.SendAsync(request, cancellationToken));
    }
}
