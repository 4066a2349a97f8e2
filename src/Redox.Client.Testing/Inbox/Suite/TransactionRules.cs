using System.Data;
using System.Data.Common;
using Redox.Client.Receiving;

namespace Redox.Client.Testing.Inbox.Suite;

/// <summary>While a transaction is open nothing else is written: in a database of one writer that would wait.</summary>
internal static class TransactionRules
{
    public static IReadOnlyList<SuiteRule> All { get; } =
    [
        new("A message that was completed in a transaction is handled once that is committed", async trial =>
        {
            await trial.StoreAllAsync("a1", "a2").ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            await ExpectCompletedAsync(trial, entry, false).ConfigureAwait(false);
            await ExpectValidAsync(trial, true, entry).ConfigureAwait(false);
            await ExpectCompletedAsync(trial, entry, true).ConfigureAwait(false);
            trial.Equal(true, await trial.Store.ReadBodyAsync(trial.Destination, entry.Id, trial.Token).ConfigureAwait(false) is null, "whether the body is gone");
            await trial.ExpectClaimAsync("a2").ConfigureAwait(false);
        }),
        new("A message that was completed in a transaction is forgotten by the time that it was given", async trial =>
        {
            await trial.StoreAsync("", "log").ConfigureAwait(false);
            await ExpectValidAsync(trial, true, await trial.ClaimOneAsync().ConfigureAwait(false)).ConfigureAwait(false);
            trial.Equal(0, await trial.Store.ForgetAsync(trial.Destination, InboxTrial.Noon, 10, trial.Token).ConfigureAwait(false), "the number of forgotten messages");
            trial.Equal(false, await trial.StoreAsync("", "log").ConfigureAwait(false), "whether it was stored again");
            trial.Equal(1, await trial.Store.ForgetAsync(trial.Destination, InboxTrial.Noon.AddSeconds(1), 10, trial.Token).ConfigureAwait(false), "the number of forgotten messages");
            trial.Equal(true, await trial.StoreAsync("", "log").ConfigureAwait(false), "whether it was stored again");
        }),
        new("A message that was completed in a transaction is not handled when that is rolled back", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            await InTransactionAsync(trial, async (inbox, transaction) =>
            {
                await inbox.CompleteAsync(entry.Lease, InboxTrial.Noon, transaction, trial.Token).ConfigureAwait(false);
                await transaction.RollbackAsync(trial.Token).ConfigureAwait(false);
            }).ConfigureAwait(false);
            await ExpectCompletedAsync(trial, entry, false).ConfigureAwait(false);
            await trial.ExpectCountsAsync(0, 1, 0).ConfigureAwait(false);
            await trial.ExpireAsync(entry).ConfigureAwait(false);
            await trial.ExpectClaimAsync("a1").ConfigureAwait(false);
        }),
        new("A message cannot be completed in a transaction under a lease that was lost", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.ExpireAsync(entry).ConfigureAwait(false);
            var again = await trial.ClaimOneAsync().ConfigureAwait(false);
            await ExpectValidAsync(trial, false, entry).ConfigureAwait(false);
            await ExpectCompletedAsync(trial, entry, false).ConfigureAwait(false);
            await ExpectCompletedAsync(trial, again, false).ConfigureAwait(false);
            await trial.ExpectListAsync(RedoxInboxItemState.Running, again).ConfigureAwait(false);
        }),
        new("A message cannot be completed in a transaction after its lease has ended", async trial =>
        {
            await trial.StoreAllAsync("a1", "b1", "c1").ConfigureAwait(false);
            var entries = await trial.ExpectClaimAsync("a1 b1 c1").ConfigureAwait(false);
            await trial.RecordAsync(
                RedoxInboxResult.Retry(entries[0].Lease, InboxTrial.Noon, InboxTrial.Failure),
                RedoxInboxResult.Parked(entries[1].Lease, InboxTrial.Noon, InboxTrial.Failure),
                RedoxInboxResult.Released(entries[2].Lease)).ConfigureAwait(false);
            await ExpectValidAsync(trial, false, [.. entries]).ConfigureAwait(false);
            await trial.ExpectCountsAsync(2, 0, 1).ConfigureAwait(false);
        }),
        new("A message that is completed in an open transaction is not claimed, although its lease has run out", async trial =>
        {
            await trial.StoreAllAsync("a1", "a2").ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.ExpireAsync(entry).ConfigureAwait(false);
            await InTransactionAsync(trial, async (inbox, transaction) =>
            {
                trial.Equal(true, await inbox.CompleteAsync(entry.Lease, InboxTrial.Noon, transaction, trial.Token).ConfigureAwait(false), "whether the lease was valid");

                // May wait for the transaction, and blocks its thread where the database has no asynchronous calls.
                var claim = Task.Run(() => trial.ClaimAllAsync(), trial.Token);
                await Task.Yield();
                await transaction.CommitAsync(trial.Token).ConfigureAwait(false);
                var names = InboxTrial.Names((await claim.ConfigureAwait(false)).Entries);
                trial.True(names is "" or "a2", "nothing, or the next message of its key", $"'{names}'");
            }).ConfigureAwait(false);
            await ExpectCompletedAsync(trial, entry, true).ConfigureAwait(false);
        }),
        new("A result that is recorded after the completion in a transaction has no effect, and is not lost", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            await ExpectValidAsync(trial, true, entry).ConfigureAwait(false);
            trial.ExpectLost(await trial.RecordAsync(RedoxInboxResult.Completed(entry.Lease, InboxTrial.Noon)).ConfigureAwait(false));
            trial.ExpectLost(await trial.RecordAsync(RedoxInboxResult.Retry(entry.Lease, InboxTrial.Noon, InboxTrial.Failure)).ConfigureAwait(false));
            await trial.ExpectCountsAsync(0, 0, 0).ConfigureAwait(false);
        }),
        new("Only a completion counts as one", async trial =>
        {
            await trial.StoreAllAsync("a1", "b1", "c1", "d1").ConfigureAwait(false);
            var entries = await trial.ExpectClaimAsync("a1 b1 c1 d1").ConfigureAwait(false);
            await trial.RecordAsync(
                RedoxInboxResult.Retry(entries[0].Lease, InboxTrial.Noon, InboxTrial.Failure),
                RedoxInboxResult.Parked(entries[1].Lease, InboxTrial.Noon, InboxTrial.Failure),
                RedoxInboxResult.Released(entries[2].Lease),
                RedoxInboxResult.Completed(entries[3].Lease, InboxTrial.Noon)).ConfigureAwait(false);
            await trial.DiscardAsync(entries[1].Id).ConfigureAwait(false);
            foreach (var entry in entries)
            {
                await ExpectCompletedAsync(trial, entry, entry == entries[3]).ConfigureAwait(false);
            }
        }),
        new("A completion in a transaction counts for its own lease only", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            await trial.ExpireAsync(entry).ConfigureAwait(false);
            var again = await trial.ClaimOneAsync().ConfigureAwait(false);
            await ExpectValidAsync(trial, true, again).ConfigureAwait(false);
            await ExpectCompletedAsync(trial, again, true).ConfigureAwait(false);
            await ExpectCompletedAsync(trial, entry, false).ConfigureAwait(false);
        }),
        new("A transaction that has ended, or is that of another kind of database, is refused", async trial =>
        {
            await trial.StoreAllAsync("a1").ConfigureAwait(false);
            var entry = await trial.ClaimOneAsync().ConfigureAwait(false);
            await InTransactionAsync(trial, async (inbox, transaction) =>
            {
                await transaction.RollbackAsync(trial.Token).ConfigureAwait(false);
                await ExpectRefusedAsync(inbox, transaction, "a transaction that has ended").ConfigureAwait(false);
                var foreign = new ForeignTransaction();
                await using (foreign.ConfigureAwait(false))
                {
                    await ExpectRefusedAsync(inbox, foreign, "a transaction of another kind of database").ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
            await ExpectCompletedAsync(trial, entry, false).ConfigureAwait(false);

            async Task ExpectRefusedAsync(IRedoxTransactionalInbox inbox, DbTransaction refused, string what)
            {
                try
                {
                    await inbox.CompleteAsync(entry.Lease, InboxTrial.Noon, refused, trial.Token).ConfigureAwait(false);
                }
                catch (ArgumentException)
                {
                    return;
                }

                throw trial.Broken($"an ArgumentException for {what}", "none");
            }
        }),
    ];

    private static async Task ExpectValidAsync(InboxTrial trial, bool isValid, params RedoxInboxEntry[] entries) => await InTransactionAsync(trial, async (inbox, transaction) =>
    {
        foreach (var entry in entries)
        {
            trial.Equal(isValid, await inbox.CompleteAsync(entry.Lease, InboxTrial.Noon, transaction, trial.Token).ConfigureAwait(false), "whether the lease was valid");
        }

        await transaction.CommitAsync(trial.Token).ConfigureAwait(false);
    }).ConfigureAwait(false);

    private static async Task InTransactionAsync(InboxTrial trial, Func<IRedoxTransactionalInbox, DbTransaction, Task> act)
    {
        var transaction = await trial.Subject.BeginTransactionAsync!(trial.Token).ConfigureAwait(false);
        var connection = transaction.Connection;
        try
        {
            await act(Inbox(trial), transaction).ConfigureAwait(false);
        }
        finally
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task ExpectCompletedAsync(InboxTrial trial, RedoxInboxEntry entry, bool isCompleted) =>
        trial.Equal(isCompleted, await Inbox(trial).IsCompletedAsync(entry.Lease, trial.Token).ConfigureAwait(false), "whether it is completed");

    private static IRedoxTransactionalInbox Inbox(InboxTrial trial) =>
        trial.Store as IRedoxTransactionalInbox ?? throw trial.Broken("an IRedoxTransactionalInbox", "an IRedoxInbox");

    private sealed class ForeignTransaction : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.Unspecified;

        protected override DbConnection? DbConnection => null;

        public override void Commit()
        {
        }

        public override void Rollback()
        {
        }
    }
}
