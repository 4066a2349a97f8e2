using System.Globalization;
using System.Text;
using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

/// <summary>What the cases have in common: stores, a destination that nobody else uses, and checks.</summary>
internal sealed class InboxTrial(RedoxInboxSuiteSubject subject, string rule, CancellationToken cancellationToken) : IAsyncDisposable
{
    /// <summary>A whole second: databases may keep less than a tick.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    public static readonly RedoxInboxFailure Failure = new("InvalidOperationException");

    private readonly List<IRedoxInbox> _stores = [];

    public RedoxInboxSuiteSubject Subject => subject;

    public CancellationToken Token => cancellationToken;

    public string Destination { get; } = "suite-" + Guid.NewGuid().ToString("N");

    /// <summary>A second destination in the same database.</summary>
    public string Elsewhere => Destination + "-2";

    public IRedoxInbox Store => _stores[0];

    public async Task<IRedoxInbox> OpenAsync()
    {
        var store = await subject.OpenAsync(cancellationToken).ConfigureAwait(false);
        _stores.Add(store);
        return store;
    }

    /// <summary>Opens the inbox again, as after a restart. An inbox in memory stays open meanwhile.</summary>
    public async Task ReopenAsync()
    {
        var previous = Store;
        await OpenAsync().ConfigureAwait(false);
        await CloseAsync(previous).ConfigureAwait(false);
    }

    public async Task<bool> StoreAsync(
        string? key, string? logId = null, string body = "{}", bool isBarrier = false, DateTimeOffset? receivedAt = null, string? destination = null, IRedoxInbox? store = null) =>
        await (store ?? Store).StoreAsync(
            new()
            {
                Destination = destination ?? Destination,
                LogId = logId,
                Key = key,
                IsBarrier = isBarrier,
                ReceivedAt = receivedAt ?? Noon,
                Body = Encoding.UTF8.GetBytes(body),
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>Stores messages whose bodies are their names: the key, then a digit; <c>-</c> means none, <c>=</c> the key of the destination, and <c>!</c> a barrier.</summary>
    public async Task StoreAllAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await StoreAsync(name[0] switch { '-' => null, '=' or '!' => "", _ => KeyOf(name) }, body: name, isBarrier: name[0] == '!').ConfigureAwait(false);
        }
    }

    public Task<RedoxInboxClaimed> ClaimAllAsync(
        int count = 100, IReadOnlyList<RedoxInboxResult>? results = null, DateTimeOffset? dueBy = null, DateTimeOffset? latestDue = null, int maxLarge = 1, IRedoxInbox? store = null, string? destination = null) =>
        (store ?? Store).ClaimAsync(
            new()
            {
                Destination = destination ?? Destination,
                Count = count,
                MaxLarge = maxLarge,
                Lease = Lease,
                DueBy = dueBy ?? Noon,
                LatestDue = latestDue ?? DateTimeOffset.MaxValue,
                Results = results ?? [],
            },
            cancellationToken);

    public async Task<RedoxInboxEntry> ClaimOneAsync(IRedoxInbox? store = null, DateTimeOffset? dueBy = null)
    {
        var entries = (await ClaimAllAsync(1, dueBy: dueBy, store: store).ConfigureAwait(false)).Entries;
        return entries.Count == 1 ? entries[0] : throw Broken("a claim of 1 message", $"{entries.Count} messages");
    }

    public Task<RedoxInboxClaimed> RecordAsync(params RedoxInboxResult[] results) => ClaimAllAsync(0, results);

    public Task CompleteAsync(RedoxInboxEntry entry) => RecordAsync(RedoxInboxResult.Completed(entry.Lease, Noon));

    /// <summary>Stores a message and parks it.</summary>
    public async Task<RedoxInboxEntry> ParkAsync(string name, DateTimeOffset? parkedAt = null, string? logId = null)
    {
        await StoreAsync(KeyOf(name), logId, name).ConfigureAwait(false);
        var entry = await ClaimOneAsync().ConfigureAwait(false);
        await RecordAsync(RedoxInboxResult.Parked(entry.Lease, parkedAt ?? Noon, Failure)).ConfigureAwait(false);
        return entry;
    }

    public Task<int> ReplayAsync(params long[] ids) => Store.ReplayAsync(Destination, ids, cancellationToken);

    public Task<int> DiscardAsync(params long[] ids) => Store.DiscardAsync(Destination, ids, null, Noon, cancellationToken);

    public Task ExpireAsync(RedoxInboxEntry entry) => subject.ExpireLeaseAsync(entry.Lease, Destination, cancellationToken);

    public Task<IReadOnlyList<RedoxInboxItem>> ListAsync(RedoxInboxItemState state, long after = 0, int count = 100) =>
        Store.ListAsync(Destination, state, after, count, cancellationToken);

    /// <summary>Claims all that can be claimed, and checks the names of the messages, in this order.</summary>
    public async Task<IReadOnlyList<RedoxInboxEntry>> ExpectClaimAsync(string names, IReadOnlyList<RedoxInboxResult>? results = null, DateTimeOffset? dueBy = null, IRedoxInbox? store = null)
    {
        var entries = (await ClaimAllAsync(results: results, dueBy: dueBy, store: store).ConfigureAwait(false)).Entries;
        Equal(names, Names(entries), "the claimed messages");
        return entries;
    }

    public async Task ExpectCountsAsync(long waiting, long running, long parked)
    {
        var counts = await Store.CountAsync(Destination, cancellationToken).ConfigureAwait(false);
        Equal($"{waiting} waiting, {running} running, {parked} parked", $"{counts.Waiting} waiting, {counts.Running} running, {counts.Parked} parked", "the counts");
    }

    public async Task ExpectListAsync(RedoxInboxItemState state, params RedoxInboxEntry[] entries) => Equal(
        string.Join(' ', entries.Select(entry => entry.Id)),
        string.Join(' ', (await ListAsync(state).ConfigureAwait(false)).Select(item => item.Id)),
        $"the IDs of the messages that are listed as {state}");

    public void ExpectLost(RedoxInboxClaimed claimed, params RedoxInboxLease[] leases) => ExpectLost(claimed.Lost, leases);

    public void ExpectLost(IReadOnlyList<RedoxInboxLease> lost, params RedoxInboxLease[] leases) => Equal(Join(leases), Join(lost), "the lost leases");

    public void Equal<T>(T expected, T found, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found))
        {
            throw Broken(string.Create(CultureInfo.InvariantCulture, $"{what}: '{expected}'"), string.Create(CultureInfo.InvariantCulture, $"'{found}'"));
        }
    }

    public void True(bool condition, string expected, string found)
    {
        if (!condition)
        {
            throw Broken(expected, found);
        }
    }

    public RedoxInboxSuiteException Broken(string expected, string found, Exception? exception = null) => new($"Rule: {rule}. Expected {expected}. Found {found}.", exception);

    public static string Names(IEnumerable<RedoxInboxEntry> entries) => string.Join(' ', entries.Select(entry => Encoding.UTF8.GetString(entry.Body.Span)));

    public async Task CloseAsync(IRedoxInbox store)
    {
        _stores.Remove(store);
        if (!_stores.Contains(store))
        {
            await DisposeAsync(store).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores.Distinct())
        {
            await DisposeAsync(store).ConfigureAwait(false);
        }
    }

    /// <summary>Keys are 32 hexadecimal digits.</summary>
    internal static string KeyOf(string name) => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(name[..1])).PadLeft(32, '0');

    private static string Join(IEnumerable<RedoxInboxLease> leases) => string.Join(' ', leases.Select(lease => $"{lease.Id}/{lease.Fence}").Order(StringComparer.Ordinal));

    private static async Task DisposeAsync(IRedoxInbox store)
    {
        if (store is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            (store as IDisposable)?.Dispose();
        }
    }
}
