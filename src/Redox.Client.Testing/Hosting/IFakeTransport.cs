namespace Redox.Client.Testing.Hosting;

/// <summary>How requests reach the engine: over a socket or straight through a handler.</summary>
internal interface IFakeTransport : IAsyncDisposable
{
    Uri BaseAddress { get; }

    /// <summary>A new primary handler whose requests end at the fake.</summary>
    HttpMessageHandler CreateHandler();

    /// <summary>Makes a primary handler that an application has configured fit to reach the fake.</summary>
    HttpMessageHandler Adapt(HttpMessageHandler configured);
}
