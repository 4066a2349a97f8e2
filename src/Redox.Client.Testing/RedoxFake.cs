using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Engine.Authentication;
using Redox.Client.Testing.Hosting;

namespace Redox.Client.Testing;

/// <summary>
/// A fake of the Redox exchange for tests, inside the test's process. It checks signed assertions and bearer tokens for real, acknowledges
/// events, answers searches from the patients it is given, and keeps a journal of all it receives. Safe for concurrent use.
/// </summary>
/// <remarks>
/// What it does as Redox does, and what it only assumes, is marked in its source: recorded, documented or assumed.
/// Use it with invented patients only; its journal keeps what it receives.
/// </remarks>
public sealed class RedoxFake : IAsyncDisposable
{
    private readonly RegisteredClient _client;
    private readonly ExchangeEngine _engine;

    private RedoxFake(IFakeTransport transport, ExchangeEngine engine, RegisteredClient client, TimeProvider clock)
    {
        Transport = transport;
        _engine = engine;
        _client = client;
        Clock = clock;
    }

    /// <summary>Where the fake is reached: the host root, with a slash at the end.</summary>
    public Uri BaseAddress => Transport.BaseAddress;

    /// <summary>The ID of the client registered with the fake: <c>iss</c> and <c>sub</c> of an assertion.</summary>
    public string ClientId => _client.Id;

    /// <summary>The ID of the key in <see cref="PrivateKeyPem"/>: <c>kid</c> of an assertion.</summary>
    public string KeyId { get; } = TestCredentials.KeyId;

    /// <summary>
    /// The private key to the registered public key: RSA, 2048 bits, PKCS#8 in PEM. Test only: it is the same in every fake and published
    /// with this package.
    /// </summary>
    public string PrivateKeyPem { get; } = TestCredentials.PrivateKeyPem;

    /// <summary>The fake's one clock, see <see cref="RedoxFakeOptions.TimeProvider"/>.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The API keys that the fake knows, and the tokens it has issued.</summary>
    public RedoxFakeAuth Auth => _engine.Auth;

    /// <summary>What the health system behind the fake knows.</summary>
    public RedoxFakeData Data => _engine.Data;

    /// <summary>What goes wrong, scripted by the test.</summary>
    public RedoxFaults Faults => _engine.Faults;

    /// <summary>Everything the fake has received.</summary>
    public RedoxRequests Requests => _engine.Requests;

    internal IFakeTransport Transport { get; }

    /// <summary>Starts a fake that listens on a free port of 127.0.0.1, served by WireMock.Net.</summary>
    /// <param name="configure">Changes the defaults.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static async Task<RedoxFake> StartAsync(Action<RedoxFakeOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = Configure(configure);
        var transport = await WireMockTransport.StartAsync(cancellationToken).ConfigureAwait(false);
        var client = TestCredentials.Register();
        var engine = new ExchangeEngine(options, transport.BaseAddress, client);
        transport.Serve(engine);
        return new(transport, engine, client, options.TimeProvider);
    }

    /// <summary>Makes a fake without a socket: it is reached through <see cref="CreateHandler"/> only.</summary>
    /// <param name="configure">Changes the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static RedoxFake InMemory(Action<RedoxFakeOptions>? configure = null)
    {
        var options = Configure(configure);
        var client = TestCredentials.Register();
        var engine = new ExchangeEngine(options, InMemoryTransport.Address, client);
        return new(new InMemoryTransport(engine), engine, client, options.TimeProvider);
    }

    /// <summary>A new primary handler whose requests to <see cref="BaseAddress"/> reach the fake. The caller disposes it.</summary>
    public HttpMessageHandler CreateHandler() => Transport.CreateHandler();

    /// <summary>A new client with <see cref="BaseAddress"/> set, for requests made by hand. It adds no token. The caller disposes it.</summary>
    public HttpClient CreateHttpClient() => new(CreateHandler()) { BaseAddress = BaseAddress };

    /// <summary>Stops serving before it returns. The journal stays readable.</summary>
    public async ValueTask DisposeAsync()
    {
        await Transport.DisposeAsync().ConfigureAwait(false);
        _client.Dispose();
    }

    /// <summary>The timeline of <see cref="Requests"/>: what to print when a test has failed. Without any body.</summary>
    public override string ToString() => $"RedoxFake at {BaseAddress}{Environment.NewLine}{Requests}";

    private static RedoxFakeOptions Configure(Action<RedoxFakeOptions>? configure)
    {
        var options = new RedoxFakeOptions();
        configure?.Invoke(options);
        ArgumentNullException.ThrowIfNull(options.TimeProvider);
        if (options.TokenLifetime < TimeSpan.FromSeconds(1))
        {
            throw new ArgumentException($"{nameof(RedoxFakeOptions.TokenLifetime)} is {options.TokenLifetime}. Give a second or more.", nameof(configure));
        }

        options.CheckLimits(nameof(configure));
        return options;
    }
}
