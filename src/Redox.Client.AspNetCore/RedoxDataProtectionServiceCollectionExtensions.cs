using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Redox.Client;
using Redox.Client.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Protects access tokens in a shared cache, and messages in an inbox, with ASP.NET Core's Data Protection.</summary>
public static class RedoxDataProtectionServiceCollectionExtensions
{
    /// <summary>
    /// Registers ASP.NET Core's Data Protection as the <see cref="IRedoxDataProtector"/>, unless there is one already. <c>UseSharedTokenCache()</c> and
    /// <c>RedoxInboxOptions.ProtectBodies</c> use it.
    /// </summary>
    /// <remarks>
    /// All processes that share a cache or an inbox need the same key ring and the same application name (<c>SetApplicationName</c>); by default the name is the folder of the
    /// application, and in a container the key ring is lost with it. Whoever loses a key loses what it has protected. Protect the key ring itself, e.g. with
    /// <c>ProtectKeysWithCertificate</c>: beside the data and readable it protects nothing.
    /// </remarks>
    /// <param name="services">The services to add to.</param>
    /// <returns>The builder that <c>AddDataProtection()</c> returns: for the key ring.</returns>
    public static IDataProtectionBuilder AddRedoxDataProtection(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IRedoxDataProtector, DataProtectionProtector>();
        return services.AddDataProtection();
    }
}
