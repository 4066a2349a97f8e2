namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What <c>AddRedoxClient</c> returns: the place for further settings of that client.</summary>
public sealed class RedoxClientBuilder
{
    internal RedoxClientBuilder(string name, IServiceCollection services) => (Name, Services) = (name, services);

    /// <summary>The name of the client, which is also the name of its options and the key of its service; empty for the default client.</summary>
    public string Name { get; }

    /// <summary>The services that the client was added to.</summary>
    public IServiceCollection Services { get; }
}
