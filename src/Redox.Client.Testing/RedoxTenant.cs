using System.Reflection;
using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Engine.Tenants;
using Redox.Client.Testing.Hosting;

namespace Redox.Client.Testing;

/// <summary>
/// One OAuth client of a fake, with all that is its own: keys, tokens, data, journal. <see cref="RedoxFake"/> is one itself, and
/// <see cref="RedoxFake.CreateTenant"/> makes further ones, so that tests share a fake and run in parallel without meeting each other.
/// Safe for concurrent use.
/// </summary>
/// <remarks>
/// A token request belongs to the tenant whose client ID it names, any other request to the tenant whose token it carries. What names no
/// tenant and carries no token of one belongs to the fake itself.
/// </remarks>
public abstract partial class RedoxTenant : IAsyncDisposable
{
    private readonly Assembly _test;

    /// <param name="name">What it is called.</param>
    /// <param name="exchange">What it sees of the exchange.</param>
    /// <param name="engine">The exchange.</param>
    /// <param name="transport">How the exchange is reached.</param>
    /// <param name="test">Whose code asked for the tenant.</param>
    internal RedoxTenant(string name, TenantExchange exchange, ExchangeEngine engine, IFakeTransport transport, Assembly test)
    {
        (Name, Exchange, Engine, Transport, _test) = (name, exchange, engine, transport, test);
        ThrownExceptions.Watch();
    }

    /// <summary>What the tenant is called in its timeline; by default its client ID.</summary>
    public string Name { get; }

    /// <summary>Where the fake is reached: the host root, with a slash at the end.</summary>
    public Uri BaseAddress => Transport.BaseAddress;

    /// <summary>The ID of the tenant's client: <c>iss</c> and <c>sub</c> of an assertion.</summary>
    public string ClientId => Exchange.Client.Id;

    /// <summary>The ID of the key in <see cref="PrivateKeyPem"/>: <c>kid</c> of an assertion.</summary>
    public string KeyId { get; } = TestCredentials.KeyId;

    /// <summary>The private key to the registered public key: <see cref="RedoxTestKeys.Rsa"/>. The same for every tenant, which its client ID tells apart.</summary>
    public string PrivateKeyPem { get; } = RedoxTestKeys.Rsa;

    /// <summary>The fake's one clock, which all tenants share: token life, the window of an assertion, times in the journal, and the time of the application.</summary>
    public RedoxClock Clock => Engine.Clock;

    /// <summary>The API keys of the tenant, and the tokens issued to it.</summary>
    public RedoxFakeAuth Auth => Exchange.Auth;

    /// <summary>What the health system knows for this tenant.</summary>
    public RedoxFakeData Data => Exchange.Data;

    /// <summary>What goes wrong for this tenant, scripted by the test.</summary>
    public RedoxFaults Faults => Exchange.Faults;

    /// <summary>Everything that was received from this tenant.</summary>
    public RedoxRequests Requests => Exchange.Requests;

    /// <summary>What the fake delivers into the application: handshakes, events, queries.</summary>
    public RedoxPush Push => Exchange.Push;

    internal TenantExchange Exchange { get; }

    internal IFakeTransport Transport { get; }

    /// <summary>What ended the tenant, in words; <see langword="null"/> while it is there.</summary>
    internal abstract string? Ended { get; }

    private protected ExchangeEngine Engine { get; }

    /// <summary>A new primary handler whose requests to <see cref="BaseAddress"/> reach the fake. The caller disposes it.</summary>
    public HttpMessageHandler CreateHandler() => Transport.CreateHandler();

    /// <summary>A new client with <see cref="BaseAddress"/> set, for requests made by hand. It adds no token. The caller disposes it.</summary>
    public HttpClient CreateHttpClient() => new(CreateHandler()) { BaseAddress = BaseAddress };

    /// <summary>
    /// Ends the tenant: from now on its client is unknown, replies that are held back break off, and nothing is delivered any more. The journal stays readable.
    /// </summary>
    /// <exception cref="RedoxVerificationException">
    /// A request had a problem that the test did not ask for; see <see cref="RedoxFakeOptions.Strictness"/>. When the test has failed before, its own exception
    /// comes first in the message, and is the inner exception.
    /// </exception>
    public abstract ValueTask DisposeAsync();

    /// <summary>The timeline of <see cref="Requests"/>, and below it that of <see cref="Push"/>: what to print when a test has failed. Without any body.</summary>
    public override string ToString() => string.Join(Environment.NewLine, [$"{Name} at {BaseAddress}", $"{Requests}", .. Push.Deliveries]);
}
