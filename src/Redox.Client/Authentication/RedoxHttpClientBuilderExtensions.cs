using Microsoft.Extensions.Options;
using Redox.Client;
using Redox.Client.Authentication;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts the access token of a Redox client on requests of the application's own.</summary>
public static class RedoxHttpClientBuilderExtensions
{
    /// <summary>
    /// Adds the access token of a Redox client to every request of this HTTP client, for parts of Redox that this library does not cover. The token is the one that the
    /// client's own calls use (or one of its own, with <paramref name="scope"/>): obtained once, renewed before it expires, and shared. Relative addresses are completed with the
    /// client's <see cref="RedoxClientOptions.BaseAddress"/>, unless this HTTP client has one already.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The token goes to the client's <see cref="RedoxClientOptions.BaseAddress"/> and <see cref="RedoxClientOptions.BlobAddress"/> only: a request to anything else throws a
    /// <see cref="RedoxConfigurationException"/>. After a 401 the token is renewed, and a request without a body, or whose body is in memory, is sent once more; a stream is not.
    /// There are no other retries, no time limit and no rate limit: add your own.
    /// </para>
    /// <para>Sending throws a <see cref="RedoxException"/> when a token cannot be obtained; then nothing was sent.</para>
    /// </remarks>
    /// <param name="builder">The HTTP client.</param>
    /// <param name="clientName">The name of the Redox client. Default: the default client.</param>
    /// <param name="scope">The OAuth scope to ask for. Default: that of the client's credentials.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="scope"/> is blank, or the HTTP client is one of this library's own (<see cref="RedoxHttpClientNames"/>).</exception>
    public static IHttpClientBuilder AddRedoxAccessToken(this IHttpClientBuilder builder, string? clientName = null, string? scope = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (scope is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(scope);
        }

        if (builder.Name == RedoxHttpClientNames.Prefix || builder.Name.StartsWith($"{RedoxHttpClientNames.Prefix}.", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{builder.Name}' is an HTTP client of this library's own. Name yours differently.", nameof(builder));
        }

        var key = new TokenKey(clientName ?? Options.Options.DefaultName, Scope: scope);
        return builder
            .ConfigureHttpClient((provider, http) => http.BaseAddress ??= new Uri(Settings(provider, key).BaseAddress.AbsoluteUri.TrimEnd('/') + '/'))
            .AddHttpMessageHandler(provider => new TokenAddressHandler(Settings(provider, key)))
            .AddHttpMessageHandler(provider => new AccessTokenHandler(TokenPipeline.CacheOf(provider, key)));
    }

    private static RedoxClientOptions Settings(IServiceProvider provider, TokenKey key)
    {
        TokenPipeline.RequireClient(provider, key.ClientName);
        return provider.GetRequiredService<IOptionsMonitor<RedoxClientOptions>>().Get(key.ClientName);
    }
}
