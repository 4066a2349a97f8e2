using System.Data.Common;
using System.Text;
using Npgsql;
using Redox.Client.Receiving;
using static Redox.Client.PostgreSql.Tests.Inboxes;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>Messages that arrive while others are being stored are stored together, and each keeps a fate of its own.</summary>
[Collection(nameof(TroubledServer))]
public sealed class StoringTests(PostgreSqlCluster cluster) : IAsyncLifetime
{
    // So many statements of an inbox run at a time.
    private const int Places = 4;

    private NpgsqlDataSource _source = null!;
    private IRedoxInbox _inbox = null!;

    public async Task InitializeAsync()
    {
        var connectionString = PostgreSqlPrograms.Folder is null ? "Host=unused" : await cluster.CreateDatabaseAsync();
        (_source, _inbox) = (NpgsqlDataSource.Create(connectionString), Open(connectionString));
    }

    public Task DisposeAsync() => _source.DisposeAsync().AsTask();

    [PostgreSqlTheory]
    [InlineData(64, 4, 1)]
    [InlineData(65, 4, 2)]
    [InlineData(3, 400_000, 2)]
    [InlineData(2, 2_000_000, 2)]
    public async Task Messages_that_arrive_meanwhile_are_stored_together_up_to_a_limit(int messages, int length, int together)
    {
        var (first, busy) = await BeginAsync();
        var waiting = Enumerable.Range(0, messages).Select(number => StoreAsync(_inbox, null, $"log-{number}", new string('x', length))).ToList();
        await busy.RollbackAsync();

        Assert.All(await Task.WhenAll([.. first, .. waiting]), Assert.True);
        Assert.Equal(together, await ScalarAsync<long>(_source, "select count(distinct xmin::text) from redox.inbox where log_id like 'log%'"));
        Assert.Equal(messages, await ScalarAsync<long>(_source, $"select count(*) from redox.inbox i join redox.inbox_body b using (id) where log_id like 'log%' and size = {length} and length(body) = size"));
    }

    [PostgreSqlFact]
    public async Task Each_message_keeps_what_is_its_own()
    {
        var (_, busy) = await BeginAsync();
        RedoxInboxMessage[] messages =
        [
            new() { Destination = "b", LogId = "2", Key = "k", IsBarrier = false, ReceivedAt = Noon, Body = "second"u8.ToArray() },
            new() { Destination = "a", LogId = null, Key = null, IsBarrier = true, ReceivedAt = Noon.AddTicks(10), Body = default },
            new() { Destination = "b", LogId = "1", Key = "", IsBarrier = false, ReceivedAt = DateTimeOffset.MinValue, Body = "first"u8.ToArray() },
        ];
        var waiting = messages.Select(message => _inbox.StoreAsync(message)).ToList();
        await busy.RollbackAsync();

        Assert.All(await Task.WhenAll(waiting), Assert.True);
        Assert.Equal(
            "a - - t 12:00:00.000001 , b 1  f 00:00:00 first, b 2 k f 12:00:00 second",
            await ScalarAsync<string>(_source, """
                select string_agg(concat_ws(' ', destination, coalesce(log_id, '-'), coalesce(key, '-'), barrier, (received_at at time zone 'utc')::time, convert_from(body, 'utf8')), ', ' order by destination, log_id)
                from redox.inbox join redox.inbox_body using (id) where log_id is null or log_id not like 'first%'
                """));
    }

    [PostgreSqlFact]
    public async Task Message_that_is_refused_is_refused_alone()
    {
        await _inbox.CountAsync(""); // Creates the tables.
        await ExecuteAsync(_source, "alter table redox.inbox add constraint odd check (log_id <> 'refused')");
        var (_, busy) = await BeginAsync();
        string[] logIds = ["good", "refused", "half \ud800", "nul \0", "too"];
        var waiting = logIds.Select(logId => Record.ExceptionAsync(() => StoreAsync(_inbox, null, logId))).ToList();
        await busy.RollbackAsync();

        var exceptions = await Task.WhenAll(waiting);
        Assert.Equal([true, false, false, false, true], exceptions.Select(exception => exception is null));
        Assert.Equal("23514", Assert.IsAssignableFrom<DbException>(exceptions[1]).SqlState);
        Assert.Equal(2L, await ScalarAsync<long>(_source, "select count(*) from redox.inbox where log_id in ('good', 'too')"));
        Assert.True(await StoreAsync(_inbox, logId: "later"));
    }

    [PostgreSqlFact]
    public async Task Message_that_comes_twice_at_once_is_stored_once()
    {
        var (_, busy) = await BeginAsync();
        var waiting = Enumerable.Range(0, 8).Select(_ => StoreAsync(_inbox, null, "log")).ToList();
        await busy.RollbackAsync();

        Assert.Single(await Task.WhenAll(waiting), isNew => isNew);
        Assert.Equal(1L, await ScalarAsync<long>(_source, "select count(*) from redox.inbox where log_id = 'log'"));
    }

    [PostgreSqlFact]
    public async Task Processes_that_are_sent_the_same_messages_at_once_do_not_wait_for_each_other_both_ways()
    {
        var other = Open(_source.ConnectionString);
        var (_, busy) = await BeginAsync();
        var (_, otherBusy) = await BeginAsync(other);
        var between = await HoldAsync("b");
        var stored = Task.WhenAll(((string[])["a", "b", "c"]).Select(logId => StoreAsync(_inbox, null, logId)));
        var storedAlready = Task.WhenAll(((string[])["c", "a"]).Select(logId => StoreAsync(other, null, logId)));
        await busy.RollbackAsync();
        await WaitForStatementsAsync(1 + Places);
        await otherBusy.RollbackAsync();
        await WaitForStatementsAsync(2);
        await between.RollbackAsync();

        Assert.All(await stored, Assert.True);
        Assert.All(await storedAlready, Assert.False);
    }

    /// <summary>One of them has to learn that the low-water marks may hide a message; it must not hold them while it waits for the other.</summary>
    [PostgreSqlFact]
    public async Task Messages_that_are_stored_already_do_not_make_processes_wait_for_each_other_both_ways()
    {
        var other = Open(_source.ConnectionString);
        await StoreAsync(_inbox, null, "a");
        await StoreAsync(_inbox, null, "d");
        var (_, busy) = await BeginAsync();
        var (_, otherBusy) = await BeginAsync(other);
        var between = await HoldAsync("c");
        var some = Task.WhenAll(((string[])["b", "c", "d"]).Select(logId => StoreAsync(_inbox, null, logId)));
        var others = Task.WhenAll(((string[])["a", "b"]).Select(logId => StoreAsync(other, null, logId)));
        await busy.RollbackAsync();
        await WaitForStatementsAsync(1 + Places);
        await otherBusy.RollbackAsync();
        await WaitForStatementsAsync(2);
        await between.RollbackAsync();

        Assert.Equal("True True False", string.Join(' ', await some));
        Assert.All(await others, Assert.False);
    }

    [PostgreSqlFact]
    public async Task Message_that_is_completed_in_an_open_transaction_and_comes_again_holds_up_no_other()
    {
        await StoreAsync(_inbox, null, "again");
        var (_, busy) = await BeginAsync();
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ((IRedoxTransactionalInbox)_inbox).CompleteAsync((await ClaimAsync(_inbox))[0].Lease, Noon, transaction);
        var again = StoreAsync(_inbox, null, "again");
        var other = StoreAsync(_inbox, null, "other");
        await busy.RollbackAsync();

        Assert.False(await again);
        Assert.True(await other);
    }

    [PostgreSqlTheory]
    [InlineData("serializable")]
    [InlineData("repeatable read")]
    public async Task Isolation_that_the_database_has_by_default_does_not_matter(string isolation)
    {
        await _inbox.CountAsync(""); // Creates the tables.
        await ExecuteAsync(_source, $"alter database {new NpgsqlConnectionStringBuilder(_source.ConnectionString).Database} set default_transaction_isolation = '{isolation}'");
        NpgsqlConnection.ClearAllPools();
        var other = Open(_source.ConnectionString);
        var (_, busy) = await BeginAsync();
        var (_, otherBusy) = await BeginAsync(other);
        var between = await HoldAsync("b");
        string[] logIds = ["a", "b", "c"];
        var stored = Task.WhenAll(logIds.Concat([null]).Select(logId => StoreAsync(_inbox, null, logId)));
        var storedAlready = Task.WhenAll(logIds.Concat([null]).Select(logId => StoreAsync(other, null, logId)));
        await busy.RollbackAsync();
        await WaitForStatementsAsync(1 + Places);
        await otherBusy.RollbackAsync();
        await WaitForStatementsAsync(2);
        await between.RollbackAsync();

        Assert.All(await stored, Assert.True);
        Assert.Equal("False False False True", string.Join(' ', await storedAlready));
        Assert.Equal(5L, await ScalarAsync<long>(_source, "select count(*) from redox.inbox where log_id is null or log_id not like 'first%'"));
    }

    [PostgreSqlFact]
    public async Task Message_that_is_cancelled_while_it_waits_is_not_stored()
    {
        var (_, busy) = await BeginAsync();
        using var cancellation = new CancellationTokenSource();
        var cancelled = _inbox.StoreAsync(Message("cancelled"), cancellation.Token);
        var kept = StoreAsync(_inbox, logId: "kept");
        await cancellation.CancelAsync();

        Assert.Equal(cancellation.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled)).CancellationToken);
        await busy.RollbackAsync();
        Assert.True(await kept);
        Assert.Equal(0L, await ScalarAsync<long>(_source, "select count(*) from redox.inbox where log_id = 'cancelled'"));
    }

    /// <summary>Its body may be reused as soon as the task has ended, and is still being sent until then.</summary>
    [PostgreSqlFact]
    public async Task Message_that_is_cancelled_while_it_is_stored_with_others_is_waited_for()
    {
        var (first, busy) = await BeginAsync();
        using var cancellation = new CancellationTokenSource();
        var cancelled = _inbox.StoreAsync(Message("cancelled"), cancellation.Token);
        var kept = StoreAsync(_inbox, logId: "kept");
        var other = await HoldAsync("cancelled");
        await busy.RollbackAsync();
        await Task.WhenAll(first);
        await WaitForStatementsAsync(1);

        await cancellation.CancelAsync();
        Assert.False(cancelled.IsCompleted);
        await other.RollbackAsync();
        Assert.True(await cancelled);
        Assert.True(await kept);
    }

    [PostgreSqlFact]
    public async Task Statement_for_which_nobody_waits_any_more_is_cancelled()
    {
        var (_, busy) = await BeginAsync();
        using var cancellation = new CancellationTokenSource();
        var cancelled = ((string[])["a", "b", "c"]).Select(logId => _inbox.StoreAsync(Message(logId), cancellation.Token)).ToList();
        await using var other = await HoldAsync("b");
        await busy.RollbackAsync();
        await WaitForStatementsAsync(1);

        await cancellation.CancelAsync();
        foreach (var one in cancelled)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        Assert.Equal(0L, await ScalarAsync<long>(_source, "select count(*) from redox.inbox where log_id = 'a'"));
    }

    [PostgreSqlFact]
    public async Task All_that_wait_learn_that_the_server_is_gone()
    {
        var (first, _) = await BeginAsync();
        var waiting = Enumerable.Range(0, 20).Select(number => StoreAsync(_inbox, null, $"log-{number}")).ToList();
        try
        {
            cluster.Stop();
            var exceptions = await Task.WhenAll(first.Concat(waiting).Select(storing => Record.ExceptionAsync(() => storing)));
            Assert.All(exceptions, exception => Assert.True(Assert.IsAssignableFrom<DbException>(exception).IsTransient));
        }
        finally
        {
            cluster.Start();
        }

        var stored = 0;
        for (var number = 0; stored < 20 && number < 200; number++)
        {
            stored += await Record.ExceptionAsync(() => StoreAsync(_inbox, null, $"later-{number}")) is null ? 1 : 0; // The pool still has closed connections.
        }

        Assert.Equal(20, stored);
    }

    // Statements that wait until the transaction is rolled back. What is stored now waits for them.
    private async Task<(List<Task<bool>> First, NpgsqlTransaction Busy)> BeginAsync(IRedoxInbox? inbox = null)
    {
        await _inbox.CountAsync(""); // Creates the tables.
        var waiting = await WaitingStatementsAsync();
        var logIds = Enumerable.Range(0, Places).Select(number => $"first-{waiting + number}").ToArray();
        var busy = await HoldAsync(logIds);
        var first = logIds.Select(logId => StoreAsync(inbox ?? _inbox, null, logId)).ToList();
        await WaitForStatementsAsync(waiting + Places);
        return (first, busy);
    }

    private async Task<NpgsqlTransaction> HoldAsync(params string[] logIds)
    {
        var transaction = await (await _source.OpenConnectionAsync()).BeginTransactionAsync();
        await using var command = new NpgsqlCommand("insert into redox.inbox (destination, log_id, barrier, received_at, size) select '', unnest($1), false, now(), 0", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = logIds });
        await command.ExecuteNonQueryAsync();
        return transaction;
    }

    private async Task WaitForStatementsAsync(long count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await WaitingStatementsAsync() != count)
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private Task<long> WaitingStatementsAsync() =>
        ScalarAsync<long>(_source, "select count(*) from pg_locks where not granted and (database is null or database = (select oid from pg_database where datname = current_database()))");

    private static RedoxInboxMessage Message(string logId) => new() { Destination = "", LogId = logId, Key = null, ReceivedAt = Noon, Body = Encoding.UTF8.GetBytes(logId) };
}
