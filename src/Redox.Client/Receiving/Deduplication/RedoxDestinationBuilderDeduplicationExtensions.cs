using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Redox.Client.Receiving;
using Redox.Client.Receiving.Deduplication;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Skips events that were handled already. Redox delivers at least once: when a 200 does not reach it, the same message comes again with the same
/// log ID. Events without a log ID, queries and sign-ons never count as duplicates.
/// </summary>
/// <remarks>
/// Off by default: a message that is redelivered on purpose, in the dashboard, has the same log ID too and would be skipped. The last call wins.
/// Concurrent deliveries of one message wait for the first, up to a minute; then the response is 500, and they come again.
/// </remarks>
public static class RedoxDestinationBuilderDeduplicationExtensions
{
    /// <summary>Remembers handled messages in memory: for one process, until it ends.</summary>
    /// <param name="builder">The destination.</param>
    /// <param name="configure">Changes how long and how many are remembered. The section <c>Duplicates</c> of the destination does, too; see <see cref="RedoxDeduplicationOptions"/>.</param>
    /// <returns>The same builder.</returns>
    public static RedoxDestinationBuilder SkipDuplicates(this RedoxDestinationBuilder builder, Action<RedoxDeduplicationOptions>? configure = null)
    {
        UseOptions(builder, configure);
        return builder.Use((provider, name) => new MemoryDeduplicationStore(OptionalPart.Of<RedoxDeduplicationOptions>(provider, name), provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Remembers handled messages in the registered <see cref="IDistributedCache"/>: for all machines of the application.</summary>
    /// <remarks>Two machines that receive one message at the same moment may both handle it: the cache is read before handling, and written after.</remarks>
    /// <param name="builder">The destination.</param>
    /// <param name="configure">Changes how long messages are remembered. The section <c>Duplicates</c> of the destination does, too; see <see cref="RedoxDeduplicationOptions"/>.</param>
    /// <returns>The same builder.</returns>
    public static RedoxDestinationBuilder SkipDuplicatesWithDistributedCache(this RedoxDestinationBuilder builder, Action<RedoxDeduplicationOptions>? configure = null)
    {
        UseOptions(builder, configure);
        builder.Services.AddOptions<RedoxDestinationOptions>(builder.Name).Validate<IServiceProvider>(
            (_, provider) => provider.GetService<IDistributedCache>() is not null,
            $"{nameof(SkipDuplicatesWithDistributedCache)}: no {nameof(IDistributedCache)} is registered. Register one, for example with AddStackExchangeRedisCache.");
        return builder.Use(
            (provider, name) => new DistributedDeduplicationStore(provider.GetRequiredService<IDistributedCache>(), OptionalPart.Of<RedoxDeduplicationOptions>(provider, name)));
    }

    /// <summary>Remembers handled messages in a store of your own.</summary>
    /// <typeparam name="TStore">The store. A singleton, created with the services of the application.</typeparam>
    /// <param name="builder">The destination.</param>
    /// <returns>The same builder.</returns>
    public static RedoxDestinationBuilder SkipDuplicates<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>(this RedoxDestinationBuilder builder)
        where TStore : class, IRedoxDeduplicationStore
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<TStore>();
        return builder.Use((provider, _) => provider.GetRequiredService<TStore>());
    }

    private static RedoxDestinationBuilder Use(this RedoxDestinationBuilder builder, Func<IServiceProvider, string, IRedoxDeduplicationStore> make)
    {
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => make(provider, builder.Name));
        return builder;
    }

    private static void UseOptions(RedoxDestinationBuilder builder, Action<RedoxDeduplicationOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        OptionalPart.Use<RedoxDeduplicationOptions, DeduplicationOptionsValidator>(builder.Services, builder.Name, DeduplicationOptionsBinder.Section, configure);
    }
}
