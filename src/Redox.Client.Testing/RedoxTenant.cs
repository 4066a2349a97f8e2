using System.Reflection;
using Redox.Client.Testing.Engine.Authentication;
using Redox.Client.Testing.Engine.Exchange;
using Redox.Client.Testing.Hosting;
using Redox.Client.Testing.Verification;

namespace Redox.Client.Testing;

/// <summary>
/// One OAuth client of a fake, with its own keys, tokens, data and journal. <see cref="RedoxFake"/> is one itself, and
/// <see cref="RedoxFake.CreateTenant"/> creates more, so that tests can share a fake and run in parallel without interfering with each other.
/// Safe for concurrent use.
/// </summary>
/// <remarks>
/// A token request belongs to the tenant whose client ID it names, any other request to the tenant whose token it carries. Requests that
/// match no tenant belong to the fake itself.
/// </remarks>
public abstract partial class RedoxTenant : IAsyncDisposable
{
    private readonly Assembly _test;

    /// <param name="name">Its name.</param>
    /// <param name="exchange">Its part of the exchange.</param>
    /// <param name="engine">The exchange.</param>
    /// <param name="transport">How the exchange is reached.</param>
    /// <param name="test">The assembly whose code asked for the tenant.</param>
    internal RedoxTenant(string name, TenantExchange exchange, ExchangeEngine engine, IFakeTransport transport, Assembly test)
    {
        (Name, Exchange, Engine, Transport, _test) = (name, exchange, engine, transport, test);
        (Auth, Requests) = (new(exchange.Client, exchange.Tokens), new(exchange.Journal));
        ThrownExceptions.Watch();
    }

    /// <summary>The name of the tenant in its timeline; by default its client ID.</summary>
    public string Name { get; }

    /// <summary>The address of the fake: the root of the host, with a trailing slash.</summary>
    public Uri BaseAddress => Transport.BaseAddress;

    /// <summary>The ID of the tenant's client: <c>iss</c> and <c>sub</c> of an assertion.</summary>
    public string ClientId => Exchange.Client.Id;

    /// <summary>The ID of the key in <see cref="PrivateKeyPem"/>: <c>kid</c> of an assertion.</summary>
    public string KeyId { get; } = TestCredentials.KeyId;

    /// <summary>The private key to the registered public key: <see cref="RedoxTestKeys.Rsa"/>. The same for every tenant; they differ in their client IDs.</summary>
    public string PrivateKeyPem { get; } = RedoxTestKeys.Rsa;

    /// <summary>The fake's clock, shared by all tenants: it governs token lifetimes, the window of an assertion, times in the journal, and the application's time.</summary>
    public RedoxClock Clock => Engine.Clock;

    /// <summary>The API keys of the tenant, and the tokens issued to it.</summary>
    public RedoxFakeAuth Auth { get; }

    /// <summary>The data of the health system for this tenant.</summary>
    public RedoxFakeData Data => Exchange.Data;

    /// <summary>The faults that the test scripts for this tenant.</summary>
    public RedoxFaults Faults => Exchange.Faults;

    /// <summary>Everything that was received from this tenant.</summary>
    public RedoxRequests Requests { get; }

    /// <summary>The deliveries to the application: handshakes, events, queries.</summary>
    public RedoxPush Push => Exchange.Push;

    internal TenantExchange Exchange { get; }

    internal IFakeTransport Transport { get; }

    /// <summary>A sentence that says why the tenant no longer exists; <see langword="null"/> while it does.</summary>
    internal abstract string? Ended { get; }

    private protected ExchangeEngine Engine { get; }

    /// <summary>A new primary handler whose requests to <see cref="BaseAddress"/> reach the fake. The caller disposes it.</summary>
    public HttpMessageHandler CreateHandler() => Transport.CreateHandler();

    /// <summary>A new client with <see cref="BaseAddress"/> set, for requests written by hand. It does not add a token. The caller disposes it.</summary>
    public HttpClient CreateHttpClient() => new(CreateHandler()) { BaseAddress = BaseAddress };

    /// <summary>
    /// Ends the tenant: from now on its client is unknown, responses that are held back are aborted, and nothing is delivered any more. The journal remains readable.
    /// </summary>
    /// <exception cref="RedoxFakeVerificationException">
    /// A request had a problem that the test did not ask for; see <see cref="RedoxFakeOptions.Strictness"/>. When the test has already failed, its own exception
    /// comes first in the message, and is the inner exception.
    /// </exception>
    public abstract ValueTask DisposeAsync();

    /// <summary>The timeline of <see cref="Requests"/>, followed by that of <see cref="Push"/>: print it when a test fails. It contains no bodies.</summary>
    public override string ToString() => string.Join(Environment.NewLine, [$"{Name} at {BaseAddress}", $"{Requests}", .. Push.Deliveries]);
}
