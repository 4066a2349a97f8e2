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
    public async Task A_signer_that_is_registered_is_the_one_that_signs()
    {
        var signer = new VaultSigner(new Vault());
        await using var app = App(new Vault { Failures = 1000 }, services => services.AddSingleton(signer).AddRedoxClient(_ => { }).UseAssertionSigner<VaultSigner>());

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Equal("redox-2026", (await SentAssertion.ValidateAsync(app, TestKeys.PublicEc(TestKeys.Ec), "ES384")).Kid);
    }

    [Fact]
    public async Task A_signature_in_DER_is_refused_before_it_is_sent()
    {
        await using var app = App(new Vault { Format = DSASignatureFormat.Rfc3279DerSequence }, services => services.AddRedoxClient(_ => { }).UseAssertionSigner<VaultSigner>());

        var exception = await Assert.ThrowsAsync<RedoxConfigurationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Empty(app.TokenRequests);
        Assert.Contains("The assertion signer VaultSigner cannot be used. Its signature for ES384 has 10", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ES384 needs the two numbers side by side, 96 bytes (RFC 7518 section 3.4), not DER.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failing_vault_is_named_without_its_text_and_may_recover()
    {
        var vault = new Vault { Failures = 1 };
        await using var app = App(vault, services => services.AddRedoxClient(_ => { }).UseAssertionSigner<VaultSigner>());

        await app.Client.SendAsync(TestApp.Appointment());

        Assert.Single(app.TokenRequests);
        Assert.Contains("No access token for the default client: RedoxAuthenticationException.", app.Log, StringComparison.Ordinal);

        vault.Failures = int.MaxValue;
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));
        Assert.StartsWith("Scheduling.New: The assertion signer VaultSigner failed (InvalidOperationException), so no access token could be requested.", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
        Assert.Equal(Delivery.NotSent, exception.Delivery);
        Assert.DoesNotContain("CANARY", exception + app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vault_that_ignores_cancellation_delays_only_one_renewal()
    {
        var vault = new Vault();
        await using var app = App(vault, services => services.AddRedoxClient(_ => { }).UseAssertionSigner<VaultSigner>());
        vault.Hang = () => app.Clock.Advance(TimeSpan.FromSeconds(30));

        await app.Client.SendAsync(TestApp.Appointment()).WaitAsync(TestApp.Patience);

        Assert.Single(app.TokenRequests);
        Assert.Contains("No access token for the default client: RedoxAuthenticationException.", app.Log, StringComparison.Ordinal);
    }

    public static TheoryData<string?, string?, int?, string> Faults => new()
    {
        { "RS256", "the-key", 256, "Its Algorithm is not one that Redox accepts: it must be RS384 (RSA) or ES384 (EC on P-384)." },
        { null, "the-key", 256, "Its Algorithm is missing: it must be RS384 (RSA) or ES384 (EC on P-384)." },
        { "RS384", "", 256, "Its KeyId is missing: it must be the ID (kid) under which the public key is registered with Redox." },
        { "RS384", null, 256, "Its KeyId is missing: it must be the ID (kid) under which the public key is registered with Redox." },
        { "RS384", "the-key\n", 256, "Its KeyId begins or ends with white space. Remove it." },
        { "RS384", "the\ud83ekey", 256, "Its KeyId contains a control character or another invisible one. Remove it, or type the text again." },
        { "RS384", "the-key", null, "Its SignAsync returned no signature. RS384 needs RSASSA-PKCS1-v1_5 with SHA-384 (RFC 7518 section 3.3), as many bytes as the key has." },
        { "ES384", "the-key", null, "Its SignAsync returned no signature. ES384 needs 96 bytes, two numbers side by side (RFC 7518 section 3.4)." },
        { "ES384", "the-key", 0, "Its SignAsync returned no signature. ES384 needs 96 bytes, two numbers side by side (RFC 7518 section 3.4)." },
        { "RS384", "the-key", 96, "Its signature for RS384 has 96 bytes. An RSA key of 2048 bits or more gives 256 or more (RFC 7518 section 3.3)." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Unusable_signer_is_reported_with_its_faulty_member(string? algorithm, string? keyId, int? bytes, string fault)
    {
        await using var app = new TestApp(WithoutKey, services => services.AddRedoxClient(_ => { })
            .UseAssertionSigner(new OddSigner(() => algorithm!, keyId!, bytes is { } length ? new byte[length] : null)));

        var exception = await Assert.ThrowsAsync<RedoxConfigurationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.Equal($"Scheduling.New: The assertion signer OddSigner cannot be used. {fault} The message was not sent.", exception.Message);
        Assert.Equal(Delivery.NotSent, exception.Delivery);
        Assert.Empty(app.TokenRequests);
    }

    [Fact]
    public async Task Signer_whose_property_throws_is_named_without_its_text()
    {
        await using var app = new TestApp(WithoutKey, services => services.AddRedoxClient(_ => { })
            .UseAssertionSigner(new OddSigner(() => throw new InvalidOperationException("CANARY"), "the-key", null)));

        var exception = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => app.Client.SendAsync(TestApp.Appointment()));

        Assert.StartsWith("Scheduling.New: The assertion signer OddSigner failed (InvalidOperationException), so no access token could be requested.", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", exception + app.Log, StringComparison.Ordinal);
    }

    private static TestApp App(Vault vault, Action<IServiceCollection> use)
    {
        var app = new TestApp(WithoutKey, services => use(services.AddSingleton<IVault>(vault)));
        app.Redox.Auth.RegisterKey("redox-2026", TestKeys.Ec);
        return app;
    }

    private static void WithoutKey(RedoxClientOptions options) => (options.Credentials.KeyId, options.Credentials.PrivateKey) = (null, null);

    private sealed class OddSigner(Func<string> algorithm, string keyId, byte[]? signature) : IRedoxAssertionSigner
    {
        public string Algorithm => algorithm();

        public string KeyId => keyId;

        public Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) => Task.FromResult(signature!);
    }

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
