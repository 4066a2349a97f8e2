namespace Redox.Client.Testing.Hosting;

/// <summary>How requests reach the engine: over a socket or straight through a handler.</summary>
internal interface IFakeTransport : IAsyncDisposable
{
    Uri BaseAddress { get; }

    /// <summary>Creates a primary handler whose requests go to the fake.</summary>
    HttpMessageHandler CreateHandler();

    /// <summary>Adapts a primary handler configured by an application so that it reaches the fake.</summary>
    HttpMessageHandler Adapt(HttpMessageHandler configured);
}
