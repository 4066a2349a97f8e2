using Redox.Client.Receiving;
using Redox.Client.Testing;

namespace InboxCluster;

/// <summary>The process that the suite kills and pauses.</summary>
internal static class Suite
{
    public static async Task RunAsync(Store store, string[] arguments)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(TimeProvider.System);
        store.Use(services.AddRedoxDestination(options => options.VerificationTokens.Add("token")));
        await using var provider = services.BuildServiceProvider();
        await RedoxInboxSuite.RunProcessAsync(provider.GetRequiredKeyedService<IRedoxInbox>(""), arguments);
    }
}
