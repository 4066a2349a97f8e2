using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Hybrid;
using Redox.Client;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>How a client signs and where it keeps its access tokens, beyond its settings.</summary>
public static class RedoxClientBuilderTokenExtensions
{
    /// <summary>
    /// Lets <typeparamref name="TSigner"/> sign the assertions, with a key that never leaves its vault. <c>ClientId</c> stays a setting;
    /// <c>KeyId</c> and the private key do not: the signer has them.
    /// </summary>
    /// <typeparam name="TSigner">The signer: the one that is registered under this type, or else a singleton, created with the services of the application.</typeparam>
    /// <param name="builder">The client.</param>
    /// <returns>The same builder.</returns>
    public static RedoxClientBuilder UseAssertionSigner<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSigner>(this RedoxClientBuilder builder)
        where TSigner : class, IRedoxAssertionSigner
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton<IRedoxAssertionSigner>(builder.Name, static (provider, _) => provider.GetService<TSigner>() ?? ActivatorUtilities.CreateInstance<TSigner>(provider));
        return UseSigner(builder);
    }

    /// <inheritdoc cref="UseAssertionSigner{TSigner}(RedoxClientBuilder)" path="/summary|/returns"/>
    /// <param name="builder">The client.</param>
    /// <param name="signer">The signer. The caller disposes it.</param>
    public static RedoxClientBuilder UseAssertionSigner(this RedoxClientBuilder builder, IRedoxAssertionSigner signer)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(signer);
        builder.Services.AddKeyedSingleton(builder.Name, signer);
        return UseSigner(builder);
    }

    /// <summary>
    /// Shares the client's access token with the other machines of the application through the registered <see cref="HybridCache"/> (<c>AddHybridCache()</c>
    /// and an <c>IDistributedCache</c>, for example Redis). Stored tokens are protected by the registered <see cref="IRedoxDataProtector"/>: there is no unprotected mode.
    /// Not needed on one machine, whose callers share a token anyway.
    /// </summary>
    /// <remarks>Machines that start at the same moment may make a request each. A cache failure is logged and costs a token request, never a call.</remarks>
    /// <param name="builder">The client.</param>
    /// <returns>The same builder.</returns>
    public static RedoxClientBuilder UseSharedTokenCache(this RedoxClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        builder.Services.AddOptions<RedoxClientOptions>(name)
            .PostConfigure(options => options.Credentials.SharesTokens = true)
            .Validate<IServiceProvider>(
                (options, provider) => !options.Credentials.SharesTokens || provider.GetService<HybridCache>() is not null,
                $"{nameof(UseSharedTokenCache)}: no HybridCache is registered. Call services.AddHybridCache() (package Microsoft.Extensions.Caching.Hybrid).")
            .Validate<IServiceProvider>(
                (options, provider) => !options.Credentials.SharesTokens
                    || (provider.GetKeyedService<IRedoxDataProtector>(name) ?? provider.GetService<IRedoxDataProtector>()) is not null,
                $"{nameof(UseSharedTokenCache)}: no {nameof(IRedoxDataProtector)} is registered. Tokens are never shared unprotected: call services.AddRedoxDataProtection() (package Redox.Client.AspNetCore), or name one with {nameof(UseSharedTokenCache)}<TProtector>().");
        return builder;
    }

    /// <inheritdoc cref="UseSharedTokenCache(RedoxClientBuilder)"/>
    /// <typeparam name="TProtector">Protects the tokens in the cache. A singleton, created with the services of the application.</typeparam>
    public static RedoxClientBuilder UseSharedTokenCache<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TProtector>(this RedoxClientBuilder builder)
        where TProtector : class, IRedoxDataProtector
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton<IRedoxDataProtector, TProtector>(builder.Name);
        return builder.UseSharedTokenCache();
    }

    // Set last, so that the order of registrations does not matter, and in the place where the fake of Redox.Client.Testing replaces it together with the keys.
    private static RedoxClientBuilder UseSigner(RedoxClientBuilder builder)
    {
        builder.Services.PostConfigure<RedoxClientOptions>(builder.Name, options => options.Credentials.UsesSigner = true);
        return builder;
    }
}
