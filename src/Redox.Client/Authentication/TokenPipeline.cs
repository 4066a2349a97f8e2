using System.Diagnostics;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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
    /// <summary>Adds the HTTP client of a client's token requests, and its tokens.</summary>
    public static void Add(IServiceCollection services, string name)
    {
        // One registration serves the tokens of all clients: each key gets an instance of its own.
        services.TryAddKeyedSingleton(KeyedService.AnyKey, (provider, key) => Create(provider, (TokenKey)key!));
        var api = new Api(RedoxHttpClientNames.Token(name), name, options => options.BaseAddress);
        services.AddRedoxHttpClient(api)
            .AddHttpMessageHandler(provider => new TokenRequestHandler(RollingWindows.Of(provider, api)))
            .AddHttpMessageHandler(provider => TransportHandler.Create(provider, api));
    }

    public static AccessTokenCache CacheOf(IServiceProvider provider, TokenKey key)
    {
        RequireClient(provider, key.ClientName);
        return provider.GetRequiredKeyedService<AccessTokenCache>(key);
    }

    /// <exception cref="InvalidOperationException">No client of this name is registered.</exception>
    public static void RequireClient(IServiceProvider provider, string name)
    {
        if (!provider.GetRequiredService<IServiceProviderIsKeyedService>().IsKeyedService(typeof(CallRunner), RedoxHttpClientNames.Api(name)))
        {
            throw new InvalidOperationException($"There is no Redox client '{name}'. Call AddRedoxClient first.");
        }
    }

    private static AccessTokenCache Create(IServiceProvider provider, TokenKey key)
    {
        var name = key.ClientName;
        var options = provider.GetRequiredService<IOptionsMonitor<RedoxClientOptions>>().Get(name);
        var time = provider.GetRequiredService<TimeProvider>();
        var credentials = CredentialsOf(options, key);
        var scope = key.Scope ?? credentials.Scope;
        var endpoint = Endpoint(provider, key, options, credentials, scope, time);
        if (credentials.SharesTokens)
        {
            var protector = provider.GetKeyedService<IRedoxDataProtector>(name) ?? provider.GetRequiredService<IRedoxDataProtector>();
            var logger = provider.GetRequiredService<ILogger<SharedTokens>>();
            endpoint = new SharedTokens(endpoint, provider.GetRequiredService<HybridCache>(), protector, SharedTokens.KeyFor(options.BaseAddress, credentials, scope), time, logger);
        }

        return new AccessTokenCache(ClientName.Of(name, key.Scope), endpoint, time, provider.GetRequiredService<ILogger<AccessTokenCache>>());
    }

    private static RedoxCredentials CredentialsOf(RedoxClientOptions options, TokenKey key) => key.Credentials switch
    {
        nameof(RedoxClientOptions.Credentials) => options.Credentials,
        _ => throw new UnreachableException(),
    };

    private static ITokenEndpoint Endpoint(
        IServiceProvider provider, TokenKey key, RedoxClientOptions options, RedoxCredentials credentials, string? scope, TimeProvider time)
    {
        var name = key.ClientName;
        var logger = provider.GetRequiredService<ILogger<OAuthTokenEndpoint>>();
        var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(RedoxHttpClientNames.Token(name));
        var api = RestService.ForGenerated<ITokenApi>(http, RefitSetup.Settings);
        if (credentials.IsLegacy && key.Scope is not null)
        {
            throw new RedoxConfigurationException(
                $"{options.Path.Beneath(key.Credentials).To(nameof(credentials.ApiKey))}: a legacy API key has no scopes, so a token for the scope '{key.Scope}' does not exist. Use an OAuth API key.");
        }

        if (credentials.IsLegacy)
        {
            logger.LegacyKeyUsed(ClientName.Of(name));
            return new LegacyTokenEndpoint(api, credentials.ApiKey!, credentials.Secret!, time);
        }

        var audience = string.IsNullOrWhiteSpace(credentials.Audience) ? options.BaseAddress.AbsoluteUri.TrimEnd('/') + ITokenApi.Path : credentials.Audience;
        var keys = new AssertionKeys(credentials, options.Path.Beneath(key.Credentials), provider, name, logger);
        return new OAuthTokenEndpoint(api, new ClientAssertion(credentials.ClientId!, audience, time), keys, scope, time, logger);
    }
}
