using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Redox.Client.Transport;
using Refit;

namespace Redox.Client.Authentication;

/// <summary>The way of a token request: straight to HTTP. No token handler, or it would wait for itself; no repetition, as each call's own retries ask again.</summary>
internal static class TokenPipeline
{
    public static void AddHttpClient(IServiceCollection services, string name) =>
        services.AddRedoxHttpClient(RedoxHttpClientNames.Token(name), name)
            .AddHttpMessageHandler(provider => new TokenRequestHandler(RollingWindows.Of(provider, name)))
            .AddHttpMessageHandler(() => new TransportHandler());

    public static AccessTokenCache Create(IServiceProvider provider, string name)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<RedoxClientOptions>>().Get(name);
        var time = provider.GetRequiredService<TimeProvider>();
        var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(RedoxHttpClientNames.Token(name));
        var key = PrivateKeyLoader.Load(options.Credentials, out var fault)
            ?? throw new RedoxConfigurationException($"{options.Path.To(nameof(options.Credentials), fault!.Value.Setting)}: {fault.Value.Description}");
        var audience = options.BaseAddress.AbsoluteUri.TrimEnd('/') + ITokenApi.Path;
        var assertion = new ClientAssertion(options.Credentials.ClientId!, options.Credentials.KeyId!, key, audience, time);
        var api = RestService.ForGenerated<ITokenApi>(http, RefitSetup.Settings);
        return new AccessTokenCache(new TokenEndpoint(api, assertion, time, provider.GetRequiredService<ILogger<TokenEndpoint>>()), time);
    }
}
