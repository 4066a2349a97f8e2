using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Redox.Client.Testing;
using Redox.Client.Tests.Setup;
using Shared.Clocks;

namespace Redox.Client.Tests.Authentication;

/// <summary>Several machines with one cache between them.</summary>
public sealed class SharedTokenTests : IAsyncLifetime
{
    private readonly EphemeralDataProtectionProvider _keyRing = new();
    private readonly SharedCache _cache = new();
    private readonly SkippingClock _clock = new() { Skips = false }; // The time that the cache is given is not to pass at once.
    private readonly RedoxFake _redox;

    public SharedTokenTests() => _redox = TestApp.Fake(_clock);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _redox.DisposeAsync();

    [Fact]
    public async Task Two_machines_make_one_token_request()
    {
        await using var first = Machine();
        await using var second = Machine();

        await first.Client.SendAsync(TestApp.Appointment());
        await second.Client.SendAsync(TestApp.Appointment());

        Assert.Single(_redox.Requests.Tokens);
        Assert.Equal(["Bearer CANARY-token-1", "Bearer CANARY-token-1"], _redox.Requests.Messages.Select(message => message.Authorization));
    }

    [Fact]
    public async Task The_token_renewed_by_one_machine_is_taken_over_by_the_other()
    {
        await using var first = Machine();
        await using var second = Machine();
        await first.Client.SendAsync(TestApp.Appointment());
        await second.Client.SendAsync(TestApp.Appointment());

        _clock.Advance(TimeSpan.FromSeconds(299));
        await first.Client.SendAsync(TestApp.Appointment());
        await second.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(2, _redox.Requests.Tokens.Count);
        Assert.Equal(["Bearer CANARY-token-2", "Bearer CANARY-token-2"], _redox.Requests.Messages.Skip(2).Select(message => message.Authorization));
    }

    [Fact]
    public async Task A_refused_token_is_not_taken_from_the_cache_again()
    {
        await using var first = Machine();
        await using var second = Machine();
        await first.Client.SendAsync(TestApp.Appointment());
        _redox.Faults.Next(Fault.RevokedToken);

        await second.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["Bearer CANARY-token-1", "Bearer CANARY-token-2"], _redox.Requests.Messages.Skip(1).Select(message => message.Authorization));
    }

    [Fact]
    public async Task Machine_with_a_wrong_clock_shares_a_usable_token()
    {
        _redox.Requests.Allow(RequestProblemKind.IssuedInFuture);
        await using var wrong = Machine(clock: new() { Time = _clock.Time, Skips = false, Ahead = TimeSpan.FromHours(1) });
        await using var right = Machine();
        await wrong.Client.SendAsync(TestApp.Appointment());
        await right.Client.SendAsync(TestApp.Appointment());
        Assert.Equal(2, _redox.Requests.Tokens.Count);

        _clock.Advance(TimeSpan.FromSeconds(300));
        await right.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(["Bearer CANARY-token-1", "Bearer CANARY-token-1", "Bearer CANARY-token-2"], _redox.Requests.Messages.Select(message => message.Authorization));
    }

    [Fact]
    public async Task Cache_reveals_neither_the_token_nor_the_client()
    {
        await using var machine = Machine();

        await machine.Client.SendAsync(TestApp.Appointment());

        Assert.NotEmpty(_cache.Entries);
        Assert.All(_cache.Entries, entry =>
        {
            Assert.DoesNotContain("CANARY", entry.Key + Encoding.Latin1.GetString(entry.Value), StringComparison.Ordinal);
            Assert.DoesNotContain(_redox.ClientId, entry.Key + Encoding.Latin1.GetString(entry.Value), StringComparison.Ordinal);
        });
        Assert.DoesNotContain("CANARY", machine.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_that_differ_do_not_meet()
    {
        await using var tenant = _redox.CreateTenant();
        await using var elsewhere = await RedoxFake.StartAsync(options => options.TimeProvider = _clock.Time); // The same client ID at another address.

        foreach (RedoxTenant redox in new[] { _redox, tenant, elsewhere })
        {
            await using var machine = Machine(redox: redox);
            await machine.Client.SendAsync(TestApp.Appointment());
            Assert.Single(redox.Requests.Tokens);
        }

        Assert.Equal(_redox.ClientId, elsewhere.ClientId);
    }

    [Fact]
    public async Task A_cache_that_fails_costs_a_token_request_and_no_call()
    {
        _cache.IsBroken = true;
        await using var machine = Machine();

        await machine.Client.SendAsync(TestApp.Appointment());

        Assert.Single(machine.TokenRequests);
        Assert.Single(machine.Messages);
    }

    [Fact]
    public async Task Unresponsive_cache_is_waited_for_two_seconds()
    {
        _cache.Hangs = true;
        await using var machine = Machine();
        _clock.Skips = true;

        await machine.Client.SendAsync(TestApp.Appointment());

        Assert.Equal([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)], machine.Clock.Waits); // To read, and to write.
        Assert.Matches(@"The shared cache of access tokens failed \((Task|Operation)CanceledException\)\.", machine.Log); // Which of the two, is a matter of who is first.
    }

    [Fact]
    public async Task What_another_key_ring_protected_is_as_good_as_absent()
    {
        await using var first = Machine();
        await first.Client.SendAsync(TestApp.Appointment());
        await using var second = Machine(keyRing: new EphemeralDataProtectionProvider());

        await second.Client.SendAsync(TestApp.Appointment());

        Assert.Equal(2, _redox.Requests.Tokens.Count);
        Assert.Contains("The shared cache of access tokens failed (CryptographicException). This machine uses a token of its own.", second.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_fails_without_a_cache_or_a_protector()
    {
        var services = new ServiceCollection();
        services.AddRedoxClient(options => options.Credentials = new() { ClientId = "c", KeyId = "k", PrivateKey = TestKeys.Rsa }).UseSharedTokenCache();
        using var provider = services.BuildServiceProvider();

        var failures = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<RedoxClientOptions>>().Value).Failures;

        Assert.Equal(
        [
            "UseSharedTokenCache: no HybridCache is registered. Call services.AddHybridCache() (package Microsoft.Extensions.Caching.Hybrid).",
            "UseSharedTokenCache: no IRedoxDataProtector is registered. Tokens are never shared unprotected: call services.AddRedoxDataProtection() (package Redox.Client.AspNetCore), or name one with UseSharedTokenCache<TProtector>().",
        ],
        failures);
    }

    [Fact]
    public async Task Protector_of_one_client_is_used_before_the_registered_one()
    {
        await using var machine = new TestApp(
            services: services =>
            {
                services.AddSingleton<IDistributedCache>(_cache).AddHybridCache();
                services.AddRedoxDataProtection();
                services.AddRedoxClient(_ => { }).UseSharedTokenCache<Mirror>();
            },
            redox: _redox,
            clock: _clock);

        await machine.Client.SendAsync(TestApp.Appointment());

        Assert.Contains(_cache.Entries, entry => Encoding.Latin1.GetString([.. entry.Value.Reverse()]).Contains("CANARY-token-1", StringComparison.Ordinal));
    }

    private TestApp Machine(RedoxTenant? redox = null, IDataProtectionProvider? keyRing = null, SkippingClock? clock = null) => Machine(
        redox ?? _redox, clock ?? _clock, services => services.AddSingleton<IDistributedCache>(_cache), keyRing ?? _keyRing);

    internal static TestApp Machine(RedoxTenant redox, SkippingClock clock, Action<IServiceCollection> addCache, IDataProtectionProvider keyRing) => new(
        services: services =>
        {
            addCache(services);
            services.AddSingleton(keyRing);
            services.AddHybridCache();
            services.AddRedoxDataProtection();
            services.AddRedoxClient(_ => { }).UseSharedTokenCache();
        },
        redox: redox,
        clock: clock);

    /// <summary>Hides nothing from somebody who knows it.</summary>
    private sealed class Mirror : IRedoxDataProtector
    {
        public byte[] Protect(byte[] data) => [.. data.Reverse()];

        public byte[] Unprotect(byte[] protectedData) => [.. protectedData.Reverse()];
    }

    /// <summary>Stands for Redis. A class of its own, because HybridCache takes a plain memory cache for no cache at all.</summary>
    private sealed class SharedCache : IDistributedCache
    {
        private readonly MemoryDistributedCache _memory = new(Microsoft.Extensions.Options.Options.Create(new MemoryDistributedCacheOptions()));

        public ConcurrentDictionary<string, byte[]> Entries { get; } = new();

        public bool IsBroken { get; set; }

        public bool Hangs { get; set; }

        public byte[]? Get(string key) => Check()._memory.Get(key);

        public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
        {
            await (Hangs ? new TaskCompletionSource().Task : Task.CompletedTask);
            return await Check()._memory.GetAsync(key, token);
        }

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => Check()._memory.Set(key, Entries[key] = value, options);

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
            Check()._memory.SetAsync(key, Entries[key] = value, options, token);

        public void Refresh(string key) => _memory.Refresh(key);

        public Task RefreshAsync(string key, CancellationToken token = default) => _memory.RefreshAsync(key, token);

        public void Remove(string key) => _memory.Remove(key);

        public Task RemoveAsync(string key, CancellationToken token = default) => _memory.RemoveAsync(key, token);

        private SharedCache Check() => IsBroken ? throw new InvalidOperationException("broken") : this;
    }
}
