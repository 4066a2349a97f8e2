using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Telemetry;
using Redox.Client.Calls.Http;
using Redox.Client.Calls.RateLimit;

namespace Redox.Client.Calls;

/// <summary>
/// The pipeline of a call, from the outside in: resilience, rate limit, token, transport, HTTP. The handler that is added first is the outermost.
/// <list type="number">
/// <item>Resilience is outermost: the time limit covers everything inside it, and each attempt passes the rate limit and the token handler again,
/// so that a retry counts as a request and never carries an expired token.</item>
/// <item>The rate limit comes before the token, because waiting for a turn may take longer than a token lives.</item>
/// <item>The token comes next. Its one replay after a 401 belongs to the same attempt: it neither waits nor uses a retry, but it counts towards the limit.</item>
/// <item>The transport is innermost: only it knows whether an attempt was sent, and no foreign exception gets past it.</item>
/// </list>
/// </summary>
internal static class CallPipeline
{
    /// <summary>Adds the HTTP client of an API. <paramref name="createTokenHandler"/> creates the handler that adds the access token.</summary>
    public static void AddHttpClient(IServiceCollection services, Api api, Func<IServiceProvider, DelegatingHandler> createTokenHandler)
    {
        var http = services.AddRedoxHttpClient(api);
        http.AddHttpMessageHandler(provider => new ResilienceHandler(Resilience(provider, $"{http.Name}-redox")));
        http.AddHttpMessageHandler(provider => new RateLimitHandler(
            RollingWindows.Of(provider, api), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RateLimitHandler>>()));
        http.AddHttpMessageHandler(createTokenHandler);
        http.AddHttpMessageHandler(provider => TransportHandler.Create(provider, api));
    }

    public static CallRunner CreateRunner(IServiceProvider provider, Api api) => new(
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(api.HttpClientName),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<CallRunner>>());

    // Built here, not kept in Polly's registry: at shutdown the registry waits for the calls under way, on the client's clock, which may stand still.
    private static ResiliencePipeline<HttpResponseMessage> Resilience(IServiceProvider provider, string name)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { Name = name, TimeProvider = time };
        KeepOutOfLogs(pipeline, provider);
        pipeline.AddTimeout(new HttpTimeoutStrategyOptions
        {
            TimeoutGenerator = args => ValueTask.FromResult(
                args.Context.GetRequestMessage() is { } request && CallProgress.Of(request) is { } progress ? progress.Operation.Timeout : Timeout.InfiniteTimeSpan),
        });
        pipeline.AddRetry(RetryRules.For(time, provider.GetRequiredService<ILogger<CallRunner>>()));
        return pipeline.Build();
    }

    // Polly writes two Information lines for each successful call. Its metrics stay, and so does our log, which says more.
    private static void KeepOutOfLogs(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, IServiceProvider provider) =>
        pipeline.ConfigureTelemetry(new TelemetryOptions(provider.GetRequiredService<IOptions<TelemetryOptions>>().Value)
        {
            LoggerFactory = NullLoggerFactory.Instance,
            ResultFormatter = static (_, _) => null, // Only a log shows results, but Polly formats them even without one.
            MeteringEnrichers = { new ErrorInMetrics() },
        });
}
