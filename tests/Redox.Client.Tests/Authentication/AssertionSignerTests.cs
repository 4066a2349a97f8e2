using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Authentication;

/// <summary>Keys that never leave their vault.</summary>
public sealed class AssertionSignerTests
{
    /// <summary>Shown in docs/authentication.md. Stands for a vault: it holds the key itself.</summary>
    public sealed class VaultSigner(IVault vault) : IRedoxAssertionSigner
    {
        public string Algorithm => "ES384";

        public string KeyId => "redox-2026";

        public Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
            vault.SignAsync(KeyId, SHA384.HashData(data.Span), cancellationToken);
    }

    public interface IVault
    {
        Task<byte[]> SignAsync(string key, byte[] digest, CancellationToken cancellationToken);
    }

    [Fact]
    public async Task A_signer_takes_the_place_of_the_private_key()
    {
        await using var app = App(new Vault(), services => services.AddRedoxClient(_ => { }).UseAssertionSigner<VaultSigner>());

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal("redox-2026", (await SentAssertion.ValidateAsync(app, TestKeys.PublicEc(TestKeys.Ec), "ES384")).Kid);
    }

    [Fact]
    public async Task A_signer_may_be_given_as_an_instance_to_one_of_several_clients()
    {
        await using var app = new TestApp(services: services =>
        {
            services.AddRedoxClient("clinic-b", options => options.Destinations["General Hospital"] = TestApp.HospitalId).UseAssertionSigner(new VaultSigner(new Vault()));
            services.PostConfigure<RedoxClientOptions>("clinic-b", WithoutKey);
        });
        app.Redox.Auth.RegisterKey("redox-2026", TestKeys.Ec);

        await app.Client.SendAsync(TestApp.Appointment());
        await app.Named("clinic-b").SendAsync(TestApp.Appointment());

        Assert.Equal("RS384", SentAssertion.Of(app.TokenRequests[0]).Alg);
        Assert.Equal("ES384", SentAssertion.Of(app.TokenRequests[1]).Alg);
    }

    [Fact]
    public async Task A_signature_in_DER_is_refused_before_it_is_sent()
    {
        await using var app = App(new Vault { Format = DSASignatureFormat.Rfc3279DerSequence }, services => services.AddRedoxClient(_ => { }).UseAssertionSigner<VaultSigner>());

        var exception = await Assert.ThrowsAsync<RedoxConfigurationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Empty(app.TokenRequests);
        Assert.Contains("The assertion signer VaultSigner cannot be used. Its signature for ES384 has 10", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ES384 wants the two numbers side by side, 96 bytes (RFC 7518 section 3.4), and not DER.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_fails_is_named_without_what_it_said_and_may_recover()
    {
        var vault = new Vault { Failures = 1 };
        await using var app = App(vault, services => services.AddRedoxClient(_ => { }).UseAssertionSigner<VaultSigner>());

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Single(app.TokenRequests);
        Assert.Contains("No access token for the default client: RedoxAuthenticationException", app.Log, StringComparison.Ordinal);

        vault.Failures = int.MaxValue;
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));
        Assert.StartsWith("Scheduling.New: The assertion signer VaultSigner failed (InvalidOperationException), so no access token could be requested.", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
        Assert.Equal(Delivery.NotSent, exception.Delivery);
        Assert.DoesNotContain("CANARY", exception + app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_never_answers_and_cannot_be_told_to_stop_holds_up_one_renewal_and_no_more()
    {
        var vault = new Vault();
        await using var app = App(vault, services => services.AddRedoxClient(_ => { }).UseAssertionSigner<VaultSigner>());
        vault.Hang = () => app.Clock.Advance(TimeSpan.FromSeconds(30));

        await app.Client.SendAsync(TestApp.Appointment()).WaitAsync(TestApp.Patience);

        Assert.Single(app.TokenRequests);
        Assert.Contains("No access token for the default client: RedoxAuthenticationException", app.Log, StringComparison.Ordinal);
    }

    private static TestApp App(Vault vault, Action<IServiceCollection> use)
    {
        var app = new TestApp(WithoutKey, services => use(services.AddSingleton<IVault>(vault)));
        app.Redox.Auth.RegisterKey("redox-2026", TestKeys.Ec);
        return app;
    }

    private static void WithoutKey(RedoxClientOptions options) => (options.Credentials.KeyId, options.Credentials.PrivateKey) = (null, null);

    private sealed class Vault : IVault
    {
        public DSASignatureFormat Format { get; init; } = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;

        public int Failures { get; set; }

        /// <summary>What happens while the next call hangs, whatever its token says.</summary>
        public Action? Hang { get; set; }

        public async Task<byte[]> SignAsync(string key, byte[] digest, CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (Hang is { } meanwhile)
            {
                Hang = null;
                ThreadPool.QueueUserWorkItem(_ => meanwhile());
                await new TaskCompletionSource<byte[]>().Task;
            }

            if (Failures-- > 0)
            {
                throw new InvalidOperationException("CANARY: denied");
            }

            using var ec = ECDsa.Create();
            ec.ImportFromPem(TestKeys.Ec);
            return ec.SignHash(digest, Format);
        }
    }
}
