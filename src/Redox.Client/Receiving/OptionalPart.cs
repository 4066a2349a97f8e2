using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Redox.Client.Options;

namespace Redox.Client.Receiving;

/// <summary>The options of a part that a destination may have, such as an inbox: named like the destination, and in a section below that of the destination.</summary>
internal static class OptionalPart
{
    /// <summary>Puts the part into use: from now on its options are checked, and its section counts as read.</summary>
    public static void Use<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TValidator>(IServiceCollection services, string destination, string section, Action<TOptions>? configure)
        where TOptions : class, ISettings
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.PostConfigure<RedoxDestinationOptions>(destination, options => options.Origin.Take(section));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, SettingsReport<TOptions>>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
        services.AddOptions<TOptions>(destination).ValidateOnStart();
        if (configure is not null)
        {
            services.Configure(destination, configure);
        }
    }

    public static TOptions Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(IServiceProvider provider, string destination)
        where TOptions : class => provider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(destination);
}
