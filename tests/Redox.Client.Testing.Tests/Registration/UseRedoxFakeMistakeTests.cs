using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Redox.Client.Models;

namespace Redox.Client.Testing.Tests.Registration;

/// <summary>What a host reports when the fake was set up in a way that cannot be intended.</summary>
public sealed class UseRedoxFakeMistakeTests : IDisposable
{
    private static readonly PatientSearchQuery Search = new()
    {
        Meta = new() { Destinations = [new() { ID = "22222222-2222-4222-8222-222222222222" }] },
        Patient = new() { Identifiers = [new() { ID = "0000000001", IDType = "MR" }] },
    };

    private readonly FakeLogProvider _log = new();
    private readonly HostApplicationBuilder _application = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());

    [Fact]
    public async Task An_unknown_client_name_prevents_the_start_and_lists_known_names()
    {
        await using var redox = RedoxFake.InMemory();
        _application.Services.AddRedoxClient(_ => { });
        _application.Services.AddRedoxClient("clinic-b", _ => { });
        _application.Services.UseRedoxFake(redox).UseRedoxFake("clinic-x", redox);
        using var host = _application.Build();

        var exception = await Record.ExceptionAsync(() => host.StartAsync());

        Assert.Contains("UseRedoxFake(\"clinic-x\", ...): no Redox client has that name. Known: the default client without a name, \"clinic-b\".", $"{exception}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_host_the_first_client_reports_the_unknown_name()
    {
        await using var redox = RedoxFake.InMemory();
        var services = new ServiceCollection();
        services.AddRedoxClient("clinic-a", _ => { });
        await using var provider = services.UseRedoxFake("clinic-x", redox).BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<IRedoxClient>("clinic-a"));

        Assert.Contains("UseRedoxFake(\"clinic-x\", ...): no Redox client has that name. Known: \"clinic-a\".", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_without_client_or_destination_does_not_start()
    {
        await using var redox = RedoxFake.InMemory();
        _application.Services.UseRedoxFake(redox);
        using var host = _application.Build();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("neither a Redox client nor a destination", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_with_only_a_destination_starts()
    {
        await using var redox = RedoxFake.InMemory();
        _application.Services.AddRedoxDestination(options => options.VerificationTokens.Add("the token of the destination"));
        _application.Services.UseRedoxFake(redox);
        using var host = _application.Build();

        await host.StartAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_fake_may_be_registered_before_the_clients(bool isNamed)
    {
        await using var redox = RedoxFake.InMemory();
        _ = isNamed ? _application.Services.UseRedoxFake("clinic-b", redox) : _application.Services.UseRedoxFake(redox);
        _application.Services.AddRedoxClient("clinic-b", _ => { });
        using var host = _application.Build();
        await host.StartAsync();

        await host.Services.GetRequiredKeyedService<IRedoxClient>("clinic-b").QueryAsync(Search);

        Assert.Single(redox.Requests.Messages);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_call_to_a_disposed_fake_or_tenant_says_which(bool inMemory, bool endsTenant)
    {
        await using var redox = inMemory ? RedoxFake.InMemory() : await RedoxFake.StartAsync();
        await using var tenant = redox.CreateTenant("bookings");
        _application.Services.AddRedoxClient(_ => { });
        _application.Services.UseRedoxFake(tenant);
        using var host = _application.Build();
        var client = host.Services.GetRequiredService<IRedoxClient>();
        await client.QueryAsync(Search);
        await (endsTenant ? tenant : redox).DisposeAsync();

        var call = client.QueryAsync(Search);

        var failure = await Assert.ThrowsAsync<RedoxUnavailableException>(() => redox.Clock.AdvanceUntilAsync(call));
        Assert.Contains(
            $"(ConnectionRefused). {(endsTenant ? "The tenant 'bookings'" : "The fake")} is disposed. Dispose the application first: it is still sending.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("firewall", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Delivery.NotSent, failure.Delivery);
        await redox.VerifyAsync();
    }

    [Fact]
    public async Task A_disposed_tenant_does_not_affect_other_clients()
    {
        await using var redox = RedoxFake.InMemory();
        var gone = redox.CreateTenant();
        await using var tenant = redox.CreateTenant();
        _application.Services.AddRedoxClient("clinic-b", _ => { });
        _application.Services.UseRedoxFake(gone).UseRedoxFake("clinic-b", tenant);
        using var host = _application.Build();
        await gone.DisposeAsync();

        await host.Services.GetRequiredKeyedService<IRedoxClient>("clinic-b").QueryAsync(Search);

        Assert.Single(tenant.Requests.Messages);
    }

    [Fact]
    public async Task The_applications_signer_signs_if_its_key_is_registered()
    {
        using var vault = new Vault();
        await using var redox = RedoxFake.InMemory();
        redox.Auth.RegisterKey(vault.KeyId, vault.PublicPem);
        using var host = WithSigner(redox, vault);

        await host.Services.GetRequiredService<IRedoxClient>().QueryAsync(Search);

        Assert.Equal(1, vault.Signatures);
        Assert.All(redox.Requests, request => Assert.Empty(request.Problems));
    }

    [Fact]
    public async Task A_signer_with_an_unregistered_key_is_replaced_with_a_warning()
    {
        using var vault = new Vault();
        await using var redox = RedoxFake.InMemory();
        using var host = WithSigner(redox, vault);

        await host.Services.GetRequiredService<IRedoxClient>().QueryAsync(Search);

        Assert.Equal(0, vault.Signatures);
        Assert.StartsWith(
            "Warning: Vault is not used: its key 'vault-1' is not registered with RedoxFake, so the fake's key signs instead.", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    private IHost WithSigner(RedoxTenant redox, Vault vault)
    {
        _application.Services.AddLogging(logging => logging.AddProvider(_log));
        _application.Services.AddRedoxClient(options => options.Credentials.ClientId = "production").UseAssertionSigner(vault);
        _application.Services.UseRedoxFake(redox);
        return _application.Build();
    }

    public void Dispose() => _log.Dispose();

    private sealed class FakeLogProvider : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => categoryName == "Redox.Client.Testing" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel}: {formatter(state, exception)}");

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }

    private sealed class Vault : IRedoxAssertionSigner, IDisposable
    {
        private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        public string Algorithm => "ES384";

        public string KeyId => "vault-1";

        public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

        public int Signatures { get; private set; }

        public void Dispose() => _key.Dispose();

        public Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
        {
            Signatures++;
            return Task.FromResult(_key.SignData(data.Span, HashAlgorithmName.SHA384));
        }
    }
}
