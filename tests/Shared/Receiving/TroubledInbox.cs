using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;

namespace Shared.Receiving;

/// <summary>An inbox in memory that fails as often as a test wants.</summary>
internal sealed class TroubledInbox : IRedoxInbox
{
    private readonly IRedoxInbox _inner;
    private int _storeFailures;
    private int _claimFailures;
    private int _resultFailures;
    private int _extensionFailures;
    private int _handled;
    private int _claims;
    private int _extensions;
    private int _forgotten;
    private int _forgets;
    private int _hangs;
    private int _bodyReads;

    /// <param name="time">The clock of its leases; the system's when there is none.</param>
    public TroubledInbox(TimeProvider? time = null) => _inner = InMemory(time ?? TimeProvider.System);

    public Exception Failure { get; set; } = new IOException("CANARY");

    /// <summary>How often storing fails from now on.</summary>
    public int StoreFailures { set => Volatile.Write(ref _storeFailures, value); }

    /// <summary>How often claiming fails from now on.</summary>
    public int ClaimFailures { set => Volatile.Write(ref _claimFailures, value); }

    /// <summary>How often recording results fails from now on.</summary>
    public int ResultFailures { set => Volatile.Write(ref _resultFailures, value); }

    /// <summary>How often extending leases fails from now on.</summary>
    public int ExtensionFailures { set => Volatile.Write(ref _extensionFailures, value); }

    /// <summary>How often extending leases gets no answer from now on.</summary>
    public int ExtensionHangs { set => Volatile.Write(ref _hangs, value); }

    /// <summary>Whether everything that an operator does fails.</summary>
    public bool IsDown { get; set; }

    /// <summary>The IDs that each call replayed or discarded.</summary>
    public ConcurrentQueue<IReadOnlyList<long>> Changes { get; } = [];

    /// <summary>Replaying and discarding fail once they were called so often; <see langword="null"/> when they do not.</summary>
    public int? MaxChanges { get; set; }

    /// <summary>What happens between the listing of these messages and their being replayed or discarded.</summary>
    public Func<IReadOnlyList<long>, Task> BeforeChange { get; set; } = _ => Task.CompletedTask;

    /// <summary>Counting ends after this.</summary>
    public Task Counting { get; set; } = Task.CompletedTask;

    /// <summary>What was to be stored; without the bodies, which are reused.</summary>
    public ConcurrentQueue<(string? LogId, string? Key, bool IsBarrier)> Stored { get; } = [];

    /// <summary>What became of the messages.</summary>
    public ConcurrentQueue<RedoxInboxResult> Results { get; } = [];

    public int Handled => Volatile.Read(ref _handled);

    public int Extensions => Volatile.Read(ref _extensions);

    public int Claims => Volatile.Read(ref _claims);

    public int Forgotten => Volatile.Read(ref _forgotten);

    /// <summary>How often it was asked to forget.</summary>
    public int Forgets => Volatile.Read(ref _forgets);

    public int BodyReads => Volatile.Read(ref _bodyReads);

    /// <summary>An inbox that keeps the contract, with nothing around it.</summary>
    public static IRedoxInbox InMemory(TimeProvider time)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(time);
        services.AddRedoxDestination(options => options.VerificationTokens.Add("the-verification-token")).UseInMemoryInbox();
        return services.BuildServiceProvider().GetRequiredKeyedService<IRedoxInbox>("");
    }

    public Task<bool> StoreAsync(RedoxInboxMessage message, CancellationToken cancellationToken = default)
    {
        Stored.Enqueue((message.LogId, message.Key, message.IsBarrier));
        return Interlocked.Decrement(ref _storeFailures) >= 0 ? throw Failure : _inner.StoreAsync(message, cancellationToken);
    }

    public async Task<RedoxInboxClaimed> ClaimAsync(RedoxInboxClaim claim, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _claims);
        if ((claim.Results.Count > 0 && Interlocked.Decrement(ref _resultFailures) >= 0) || (claim.Count > 0 && Interlocked.Decrement(ref _claimFailures) >= 0))
        {
            throw Failure;
        }

        claim.Results.ToList().ForEach(Results.Enqueue);
        var claimed = await _inner.ClaimAsync(claim, cancellationToken);
        Interlocked.Add(ref _handled, claim.Results.Count(result => result.Kind == RedoxInboxResultKind.Completed) - claimed.Lost.Count);
        return claimed;
    }

    public async Task<IReadOnlyList<RedoxInboxLease>> ExtendAsync(
        string destination, IReadOnlyList<RedoxInboxLease> leases, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Decrement(ref _hangs) >= 0)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        if (Interlocked.Decrement(ref _extensionFailures) >= 0)
        {
            throw Failure;
        }

        var extended = await _inner.ExtendAsync(destination, leases, duration, cancellationToken);
        Interlocked.Increment(ref _extensions);
        return extended;
    }

    public async Task<RedoxInboxCounts> CountAsync(string destination, CancellationToken cancellationToken = default)
    {
        await Counting;
        return await Up().CountAsync(destination, cancellationToken);
    }

    public Task<IReadOnlyList<RedoxInboxItem>> ListAsync(
        string destination, RedoxInboxItemState state, long after, int count, CancellationToken cancellationToken = default) => Up().ListAsync(destination, state, after, count, cancellationToken);

    public Task<ReadOnlyMemory<byte>?> ReadBodyAsync(string destination, long id, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _bodyReads);
        return Up().ReadBodyAsync(destination, id, cancellationToken);
    }

    public async Task<int> ReplayAsync(string destination, IReadOnlyList<long> ids, CancellationToken cancellationToken = default)
    {
        await BeforeChange(ids);
        return await Changing(ids).ReplayAsync(destination, ids, cancellationToken);
    }

    public async Task<int> DiscardAsync(
        string destination, IReadOnlyList<long> ids, DateTimeOffset? parkedBefore, DateTimeOffset handledAt, CancellationToken cancellationToken = default)
    {
        await BeforeChange(ids);
        return await Changing(ids).DiscardAsync(destination, ids, parkedBefore, handledAt, cancellationToken);
    }

    public async Task<int> ForgetAsync(string destination, DateTimeOffset handledBefore, int count, CancellationToken cancellationToken = default)
    {
        var forgotten = await _inner.ForgetAsync(destination, handledBefore, count, cancellationToken);
        Interlocked.Add(ref _forgotten, forgotten);
        Interlocked.Increment(ref _forgets);
        return forgotten;
    }

    public Task<DateTimeOffset> KeepTimeAsync(string destination, DateTimeOffset time, CancellationToken cancellationToken = default) => _inner.KeepTimeAsync(destination, time, cancellationToken);

    private IRedoxInbox Changing(IReadOnlyList<long> ids)
    {
        Changes.Enqueue(ids);
        return Changes.Count > MaxChanges ? throw Failure : Up();
    }

    private IRedoxInbox Up() => IsDown ? throw Failure : _inner;
}
