using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Tests.Receiving.Inbox;

/// <summary>Many messages are replayed and discarded a thousand at a time, whatever the store.</summary>
public sealed class InboxBatchTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly TroubledInbox _inbox = new();
    private readonly FakeLogCollector _log = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_messages_are_changed_in_batches_by_ascending_IDs(bool discards)
    {
        var operations = await ParkAsync(2500);

        Assert.Equal(2500, await ChangeAsync(operations, discards, RedoxParkedMessages.All));

        Assert.Equal([1000, 1000, 500], _inbox.Changes.Select(ids => ids.Count));
        Assert.Equal(Enumerable.Range(1, 2500).Select(id => (long)id), _inbox.Changes.SelectMany(ids => ids));
        Assert.Contains($"2500 parked message(s) of the inbox of the destination 'default' were {(discards ? "discarded" : "replayed")}", Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_that_are_named_are_changed_in_batches(bool discards)
    {
        var operations = await ParkAsync(2500);

        Assert.Equal(2499, await ChangeAsync(operations, discards, RedoxParkedMessages.WithIds([.. Enumerable.Range(2, 5000).Select(id => (long)id).Reverse()])));

        Assert.Equal([1000, 1000, 1000, 1000, 1000], _inbox.Changes.Select(ids => ids.Count));
        Assert.Equal(1, (await _inbox.CountAsync("")).Parked);
    }

    [Fact]
    public async Task Messages_that_were_parked_before_a_time_are_found_behind_many_others()
    {
        var operations = await ParkAsync(1500);
        await ParkAsync(1500, Noon.AddSeconds(-1));

        Assert.Equal(1500, await operations.DiscardAsync(RedoxParkedMessages.Before(Noon)));
        Assert.Equal(1500, (await _inbox.CountAsync("")).Parked);
    }

    [Fact]
    public async Task Message_that_is_parked_again_after_it_was_listed_is_not_discarded_by_age()
    {
        var operations = await ParkAsync(2, Noon.AddSeconds(-1));
        _inbox.BeforeChange = async ids =>
        {
            _inbox.BeforeChange = _ => Task.CompletedTask;
            await _inbox.ReplayAsync("", [ids[0]]);
            await ParkWaitingAsync(1, Noon);
        };

        Assert.Equal(1, await operations.DiscardAsync(RedoxParkedMessages.Before(Noon)));

        Assert.Equal(1, Assert.Single(await operations.ListAsync(RedoxInboxItemState.Parked)).Id);
    }

    [Fact]
    public async Task Message_that_is_parked_again_after_it_was_listed_is_not_discarded_by_its_earlier_age()
    {
        await using var app = await InboxApplication.StartAsync(
            destination => destination.UseInbox(_ => _inbox, options => (options.MaxAttempts, options.MaxParkedAge) = (1, TimeSpan.FromHours(1))),
            (_, _) => throw new InvalidOperationException());
        await app.PostAsync("a");
        await app.IdleAsync();
        var id = Assert.Single(await app.ParkedAsync()).Id;
        _inbox.BeforeChange = async _ =>
        {
            _inbox.BeforeChange = _ => Task.CompletedTask;
            await _inbox.ReplayAsync("", [id]);
            await ParkWaitingAsync(1, app.App.Clock.GetUtcNow());
        };

        app.App.Clock.Advance(TimeSpan.FromHours(1));
        await app.IdleAsync();
        app.App.Clock.Advance(TimeSpan.FromHours(1));
        await app.UntilAsync(() => _inbox.Changes.Count == 2); // The test's own one, then the discarding.
        await app.StopAsync();

        Assert.Equal(id, Assert.Single(await app.ParkedAsync()).Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_changed_before_a_failure_stays_changed_and_is_logged(bool discards)
    {
        var operations = await ParkAsync(2500);
        _inbox.MaxChanges = 2;

        await Assert.ThrowsAsync<RedoxInboxUnavailableException>(() => ChangeAsync(operations, discards, RedoxParkedMessages.All));

        Assert.Equal(500, (await _inbox.CountAsync("")).Parked);
        Assert.Contains($"2000 parked message(s) of the inbox of the destination 'default' were {(discards ? "discarded" : "replayed")}", Log, StringComparison.Ordinal);
        _inbox.MaxChanges = null;
        Assert.Equal(500, await ChangeAsync(operations, discards, RedoxParkedMessages.All));
    }

    [Fact]
    public async Task Log_IDs_are_forgotten_although_discarding_by_age_fails()
    {
        _inbox.MaxChanges = 0;
        var isBad = true;
        await using var app = await InboxApplication.StartAsync(
            destination => destination.UseInbox(_ => _inbox, options => (options.MaxAttempts, options.MaxParkedAge, options.Retention) = (1, TimeSpan.FromHours(1), TimeSpan.FromHours(2))),
            (_, _) => isBad ? throw new InvalidOperationException() : Task.CompletedTask);
        await app.PostAsync("parked");
        await app.IdleAsync();
        isBad = false;
        await app.PostAsync("handled");
        await app.IdleAsync();

        await app.UntilAsync(() => _inbox.Forgotten == 1 && !_inbox.Changes.IsEmpty, TimeSpan.FromMinutes(30));

        Assert.Single(await app.ParkedAsync());
    }

    private string Log => string.Join('\n', _log.GetSnapshot().Select(record => record.Message));

    private static Task<int> ChangeAsync(RedoxInboxOperations operations, bool discards, RedoxParkedMessages messages) =>
        discards ? operations.DiscardAsync(messages) : operations.ReplayAsync(messages);

    private async Task<RedoxInboxOperations> ParkAsync(int count, DateTimeOffset? at = null)
    {
        for (var number = 0; number < count; number++)
        {
            await _inbox.StoreAsync(new() { Destination = "", LogId = null, Key = null, ReceivedAt = Noon, Body = "{}"u8.ToArray() });
        }

        await ParkWaitingAsync(count, at ?? Noon);
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(new FakeLoggerProvider(_log)));
        services.AddRedoxDestination(options => options.VerificationTokens.Add(TestDestination.Token)).UseInbox(_ => _inbox);
        return services.BuildServiceProvider().GetRequiredService<RedoxInboxOperations>();
    }

    private async Task ParkWaitingAsync(int count, DateTimeOffset at)
    {
        var claim = new RedoxInboxClaim { Destination = "", Count = count, Lease = TimeSpan.FromMinutes(1), DueBy = Noon };
        var results = (await _inbox.ClaimAsync(claim)).Entries.Select(entry => RedoxInboxResult.Parked(entry.Lease, at, new("System.TimeoutException")));
        await _inbox.ClaimAsync(new() { Destination = "", Count = 0, Lease = claim.Lease, DueBy = Noon, Results = [.. results] });
    }
}
