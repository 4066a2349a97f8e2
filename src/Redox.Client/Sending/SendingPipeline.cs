using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Redox.Client.Authentication;
using Redox.Client.Transport;
using Refit;

namespace Redox.Client.Sending;

/// <summary>
/// The way of a message, from the outside in: resilience, token, transport, HTTP. The handler that is added first is the outermost.
/// <list type="number">
/// <item>Resilience is outermost: the time limit covers everything beneath, and each attempt passes the token handler anew, so that a repetition
/// never carries a token that has expired meanwhile.</item>
/// <item>The token comes next. Its one replay after a 401 counts as the same attempt: it neither waits nor spends a retry.</item>
/// <item>The transport is innermost: it alone knows whether an attempt left, and no foreign exception gets past it.</item>
/// </list>
/// </summary>
internal static class SendingPipeline
{
    /// <summary>
    /// For all attempts of a call. An attempt has no shorter limit of its own: a destination may take this long to answer a query. (Redox: "REQUEST")
    /// </summary>
    public static readonly TimeSpan TotalTime = TimeSpan.FromSeconds(120);

    public static void AddHttpClient(IServiceCollection services, string name)
    {
        var http = services.AddRedoxHttpClient(RedoxHttpClientNames.Api(name), name);
        http.AddResilienceHandler("redox", (pipeline, context) =>
        {
            var time = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.TimeProvider = time;
            pipeline.AddTimeout(new HttpTimeoutStrategyOptions { Timeout = TotalTime });
            pipeline.AddRetry(RetryRules.For(time));
        });
        http.AddHttpMessageHandler(provider => new AccessTokenHandler(provider.GetRequiredKeyedService<AccessTokenCache>(name)));
        http.AddHttpMessageHandler(() => new TransportHandler());
    }

    public static RedoxClient Create(IServiceProvider provider, string name)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<RedoxClientOptions>>().Get(name);
        var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(RedoxHttpClientNames.Api(name));
        var api = RestService.ForGenerated<IRedoxApi>(http, RefitSetup.Settings);
        var routing = new MessageRouting(options);
        var time = provider.GetRequiredService<TimeProvider>();
        var logger = provider.GetRequiredService<ILogger<MessageSender>>();
        return new RedoxClient(new MessageSender(api, routing, options.ValidateBeforeSending, time, logger), routing);
    }
}
