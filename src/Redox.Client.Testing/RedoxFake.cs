using System.Reflection;
using System.Runtime.CompilerServices;
using Redox.Client.Testing.Engine.Exchange;
using Redox.Client.Testing.Hosting;
using WireMock.Server;

namespace Redox.Client.Testing;

/// <summary>
/// A fake Redox exchange for tests that runs inside the test process. It really verifies signed assertions and bearer tokens, acknowledges
/// events, answers searches from the patients it is given, and keeps a journal of everything it receives. Safe for concurrent use.
/// </summary>
/// <remarks>
/// The fake is itself the first tenant: with one client per fake you need nothing else. <see cref="CreateTenant"/> lets many tests share one fake.
/// <see cref="FakeBehaviour.All"/> lists every behaviour and whether it is recorded, documented or assumed.
/// Use invented patients only: the journal keeps what the fake receives.
/// </remarks>
public sealed class RedoxFake : RedoxTenant
{
    private RedoxFake(ExchangeEngine engine, IFakeTransport transport, Assembly test)
        : base(nameof(RedoxFake), engine.Default, engine, transport, test)
    {
    }

    /// <summary>Starts a fake that listens on a free port of 127.0.0.1, served by WireMock.Net.</summary>
    /// <param name="configure">Changes the defaults.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Task<RedoxFake> StartAsync(Action<RedoxFakeOptions>? configure = null, CancellationToken cancellationToken = default) =>
        ListenAsync(Assembly.GetCallingAssembly(), configure, cancellationToken);

    /// <summary>Creates a fake without a socket, reachable only through <see cref="RedoxTenant.CreateHandler"/>.</summary>
    /// <param name="configure">Changes the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static RedoxFake InMemory(Action<RedoxFakeOptions>? configure = null)
    {
        var options = Configure(configure);
        var engine = new ExchangeEngine(options, InMemoryTransport.Address);
        return new(engine, new InMemoryTransport(engine), Assembly.GetCallingAssembly());
    }

    /// <summary>
    /// The WireMock.Net server of a fake on a socket, for mappings of your own: other services that the application calls, at the same address. All tenants share it.
    /// </summary>
    /// <remarks>
    /// The exchange answers its own paths before any mapping does, and what no mapping matches it refuses with 404 and a problem in <see cref="RedoxTenant.Requests"/>. Requests that
    /// a mapping answers are in the server's own log only. Mappings remain until the server removes them (<c>ResetMappings</c>) or the fake is disposed;
    /// <see cref="RedoxFakeData.Reset"/> does not.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The fake is in memory, and so has no server.</exception>
    public WireMockServer WireMock => (Transport as WireMockTransport)?.Server
        ?? throw new InvalidOperationException($"A fake in memory has no WireMock server. Use {nameof(RedoxFake)}.{nameof(StartAsync)} for mappings of your own.");

    /// <summary>
    /// Registers another client with the fake, with its own client ID, tokens, data and journal. Create one for each test, so that tests can
    /// share a fake and run in parallel. It costs less than a millisecond; dispose it at the end of the test.
    /// </summary>
    /// <param name="name">The name shown in its timeline, such as the name of the test. Names need not be unique. Default: its client ID.</param>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public RedoxTenant CreateTenant(string? name = null)
    {
        ObjectDisposedException.ThrowIf(Engine.IsEnding, this);
        return new Guest(name, Engine.AddTenant(), Engine, Transport, Assembly.GetCallingAssembly());
    }

    /// <summary>Stops serving and delivering before it returns. The journal remains readable.</summary>
    /// <inheritdoc path="/exception"/>
    public override async ValueTask DisposeAsync()
    {
        // First, so that an application that is handling a delivery can still reach the fake.
        await Engine.StopPushesAsync().ConfigureAwait(false);
        await Transport.DisposeAsync().ConfigureAwait(false);
        Engine.Dispose();
        VerifyAtEnd();
    }

    internal override string? Ended => Engine.Ended;

    private static async Task<RedoxFake> ListenAsync(Assembly test, Action<RedoxFakeOptions>? configure, CancellationToken cancellationToken)
    {
        var options = Configure(configure);
        var transport = await WireMockTransport.StartAsync(options, cancellationToken).ConfigureAwait(false);
        options.Listening?.Invoke(transport.BaseAddress);
        var engine = new ExchangeEngine(options, transport.BaseAddress);
        transport.Serve(engine);
        return new(engine, transport, test);
    }

    private static RedoxFakeOptions Configure(Action<RedoxFakeOptions>? configure)
    {
        var options = new RedoxFakeOptions();
        configure?.Invoke(options);
        options.Check(nameof(configure));
        return options;
    }

    /// <summary>A tenant other than the fake itself: disposing it does not dispose the fake.</summary>
    private sealed class Guest(string? name, TenantExchange exchange, ExchangeEngine engine, IFakeTransport transport, Assembly test)
        : RedoxTenant(name ?? exchange.Client.Id, exchange, engine, transport, test)
    {
        private volatile string? _ended;

        internal override string? Ended => Engine.Ended ?? _ended;

        public override async ValueTask DisposeAsync()
        {
            await Push.StopAsync().ConfigureAwait(false);
            Engine.Remove(Exchange);
            _ended = $"The tenant '{Name}' is disposed. {ExchangeEngine.Remedy}";
            VerifyAtEnd();
        }
    }
}
