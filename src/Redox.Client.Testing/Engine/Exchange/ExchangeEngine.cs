using Redox.Client.Testing.Engine.Authentication;
using Redox.Client.Testing.Engine.Journal;

namespace Redox.Client.Testing.Engine.Exchange;

/// <summary>
/// The exchange itself: accepts a request, finds the tenant to which it belongs, and lets that tenant answer. It knows nothing about the
/// transport. Both transports of a fake call the same method, so they cannot behave differently.
/// </summary>
internal sealed class ExchangeEngine : IDisposable
{
    public const string Remedy = "Dispose the application first: it is still sending.";

    private readonly ExchangeSettings _settings;
    private readonly TenantDirectory _tenants;
    private int _lastTenant;
    private volatile bool _isEnding;

    public ExchangeEngine(RedoxFakeOptions options, Uri baseAddress)
    {
        _settings = ExchangeSettings.From(options, baseAddress);
        Strictness = options.Strictness;
        AcceptedBehaviours = new(options);
        _tenants = new(_settings.Tokens);
        Default = Add(TestCredentials.RegisterDefault());
    }

    /// <summary>The fake's own tenant. It also answers, and refuses, requests that belong to no tenant.</summary>
    public TenantExchange Default { get; }

    public Strictness Strictness { get; }

    public AcceptedBehaviours AcceptedBehaviours { get; }

    public RedoxClock Clock => _settings.Clock;

    /// <summary>A sentence that says that the fake is disposed; <see langword="null"/> until then.</summary>
    public string? Ended { get; private set; }

    /// <summary>The largest body that a transport keeps.</summary>
    public int MaxMessageSize => _settings.MaxMessageSize;

    /// <summary>Whether the fake is disposed or about to be.</summary>
    public bool IsEnding => _isEnding;

    public TenantExchange AddTenant() => Add(TestCredentials.Register(Interlocked.Increment(ref _lastTenant)));

    /// <summary>Stops all deliveries to applications; no further tenants are to be added.</summary>
    public async Task StopPushesAsync()
    {
        _isEnding = true;
        foreach (var tenant in _tenants.All)
        {
            await tenant.Push.StopAsync().ConfigureAwait(false);
        }
    }

    /// <summary>From now on the tenant's client is unknown, and its tokens are invalid.</summary>
    public void Remove(TenantExchange tenant)
    {
        _tenants.Remove(tenant);
        tenant.Dispose();
    }

    public ValueTask<FakeResponse> HandleAsync(FakeRequest request, CancellationToken cancellationToken)
    {
        var match = EndpointTable.Match(request.Method, request.Path);
        var tenant = _tenants.OwnerOf(request, match.Nearest?.Credential ?? Credential.BearerToken) ?? Default;
        return tenant.HandleAsync(request, match, cancellationToken);
    }

    public void Dispose()
    {
        Ended = $"The fake is disposed. {Remedy}";
        foreach (var tenant in _tenants.All)
        {
            Remove(tenant);
        }
    }

    private TenantExchange Add(RegisteredClient client)
    {
        var tenant = new TenantExchange(client, _settings);
        _tenants.Add(tenant);
        return tenant;
    }
}
