using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Redox.Client.Calls;
using Redox.Client.Calls.Http;
using Redox.Client.Calls.RateLimit;
using Redox.Client.Telemetry;
using Refit;

namespace Redox.Client.Authentication;

/// <summary>The pipeline of a token request: straight to HTTP. No token handler, or it would wait for itself; no retries, since each call's own retries request again.</summary>
internal static class TokenPipeline
{
    public static void AddHttpClient(IServiceCollection services, string name)
    {
        var api = new Api(RedoxHttpClientNames.Token(name), name, options => options.BaseAddress);
        services.AddRedoxHttpClient(api)
            .AddHttpMessageHandler(provider => new TokenRequestHandler(RollingWindows.Of(provider, api)))
            .AddHttpMessageHandler(provider => TransportHandler.Create(provider, api));
    }

    public static AccessTokenCache Create(IServiceProvider provider, string name)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<RedoxClientOptions>>().Get(name);
        var time = provider.GetRequiredService<TimeProvider>();
        var endpoint = Endpoint(provider, name, options, time);
        if (options.Credentials.SharesTokens)
        {
            var protector = provider.GetKeyedService<IRedoxDataProtector>(name) ?? provider.GetRequiredService<IRedoxDataProtector>();
            var logger = provider.GetRequiredService<ILogger<SharedTokens>>();
            endpoint = new SharedTokens(endpoint, provider.GetRequiredService<HybridCache>(), protector, SharedTokens.KeyFor(options), time, logger);
        }

        return new AccessTokenCache(name, endpoint, time, provider.GetRequiredService<ILogger<AccessTokenCache>>());
    }

    private static ITokenEndpoint Endpoint(IServiceProvider provider, string name, RedoxClientOptions options, TimeProvider time)
    {
        var credentials = options.Credentials;
        var logger = provider.GetRequiredService<ILogger<OAuthTokenEndpoint>>();
        var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(RedoxHttpClientNames.Token(name));
        var api = RestService.ForGenerated<ITokenApi>(http, RefitSetup.Settings);
        if (credentials.IsLegacy)
        {
            logger.LegacyKeyUsed(ClientName.Of(name));
            return new LegacyTokenEndpoint(api, credentials.ApiKey!, credentials.Secret!, time);
        }

        var audience = string.IsNullOrWhiteSpace(credentials.Audience) ? options.BaseAddress.AbsoluteUri.TrimEnd('/') + ITokenApi.Path : credentials.Audience;
        var keys = new AssertionKeys(options, provider, name, logger);
        return new OAuthTokenEndpoint(api, new ClientAssertion(credentials.ClientId!, audience, time), keys, credentials.Scope, time, logger);
    }
}
