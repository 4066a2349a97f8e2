using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;
using Shared.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>Completion in a transaction of the application's, whose tables are in the same file.</summary>
public sealed class InboxTransactionTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Message_is_completed_with_the_transaction_or_not_at_all(bool commits)
    {
        await using var services = Open();
        var (inbox, lease) = await ClaimedAsync(services);
        using var connection = Connect(Database);
        using var transaction = connection.BeginTransaction();
        Execute(connection, "CREATE TABLE visits (name)");

        Assert.True(await inbox.CompleteAsync(lease, Now, transaction));
        Assert.False(await inbox.IsCompletedAsync(lease));
        if (commits)
        {
            transaction.Commit();
        }
        else
        {
            transaction.Rollback();
        }

        Assert.Equal(commits, await inbox.IsCompletedAsync(lease));
        Assert.Equal(commits ? 1L : 0L, Execute(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'visits'"));
        Assert.Equal(commits ? 0L : 1L, Execute(connection, "SELECT count(*) FROM redox_inbox_body"));
    }

    /// <summary>The inbox knows by itself what was handled.</summary>
    [Fact]
    public async Task Message_whose_transaction_was_not_committed_is_handled_again_although_duplicates_are_skipped()
    {
        var commits = false;
        await using var app = await InboxApplication.StartAsync(
            destination => destination.UseSqliteInbox($"Data Source={Database}").SkipDuplicates(),
            async (delivery, cancellationToken) =>
            {
                using var connection = Connect(Database);
                using var transaction = connection.BeginTransaction();
                await delivery.CompleteWithAsync(transaction, cancellationToken);
                if (commits)
                {
                    transaction.Commit();
                }
            });
        await app.PostAsync("a");
        await app.HandledAsync(1);
        await app.IdleAsync();
        commits = true;
        app.App.Clock.Advance(TimeSpan.FromSeconds(2));

        await app.HandledAsync(2);
        await app.WaitingAsync(0);
    }

    [Fact]
    public async Task Body_is_overwritten_although_the_connection_of_the_application_does_not_overwrite()
    {
        await using (var services = Open())
        {
            var (inbox, lease) = await ClaimedAsync(services, string.Concat(Enumerable.Repeat("CANARY", 2_000)));
            using var connection = Connect(Database);
            Execute(connection, "PRAGMA secure_delete = FAST");
            using (var transaction = connection.BeginTransaction())
            {
                Assert.True(await inbox.CompleteAsync(lease, Now, transaction));
                transaction.Commit();
            }

            Assert.Equal(2L, Execute(connection, "PRAGMA secure_delete")); // As the application wants it.
        }

        Assert.Equal([Database], Directory.GetFiles(_folder));
        Assert.DoesNotContain("CANARY", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Database)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receiving_waits_while_the_transaction_is_open()
    {
        await using var services = Open();
        var (inbox, lease) = await ClaimedAsync(services);
        using var connection = Connect(Database);
        using var transaction = connection.BeginTransaction();
        Assert.True(await inbox.CompleteAsync(lease, Now, transaction));

        var storing = inbox.StoreAsync(Message("b", "{ }"));
        await inbox.CountAsync(""); // Reading does not wait.
        Assert.False(storing.IsCompleted);
        transaction.Commit();

        Assert.True(await storing);
    }

    [Fact]
    public async Task Receiving_fails_for_a_while_when_the_transaction_stays_open()
    {
        await using var services = Open(";Default Timeout=1");
        var (inbox, lease) = await ClaimedAsync(services);
        using var connection = Connect(Database);
        using (var transaction = connection.BeginTransaction())
        {
            Assert.True(await inbox.CompleteAsync(lease, Now, transaction));

            var failure = await Assert.ThrowsAnyAsync<DbException>(() => inbox.StoreAsync(Message("b", "{ }")));

            Assert.True(failure.IsTransient);
            Assert.Equal("SQLITE_BUSY", failure.SqlState);
            transaction.Commit();
        }

        Assert.True(await inbox.StoreAsync(Message("b", "{ }")));
    }

    [Fact]
    public async Task Transaction_that_read_an_older_state_fails_at_once()
    {
        await using var services = Open();
        var (inbox, lease) = await ClaimedAsync(services);
        using var connection = Connect(Database);
        using var transaction = connection.BeginTransaction(deferred: true);
        Execute(connection, "SELECT count(*) FROM redox_inbox");
        await inbox.StoreAsync(Message("b", "{ }"));

        var failure = await Assert.ThrowsAnyAsync<DbException>(() => inbox.CompleteAsync(lease, Now, transaction));

        Assert.Contains("Begin the transaction with BeginTransaction(deferred: false)", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task Transaction_of_another_file_is_refused_with_both_paths()
    {
        await using var services = Open();
        var (inbox, lease) = await ClaimedAsync(services);
        var other = Path.Combine(_folder, "other.db");
        foreach (var (source, named) in new[] { (other, other), (":memory:", "a database in memory") })
        {
            using var connection = Connect(source);
            using var transaction = connection.BeginTransaction();

            var fault = await Assert.ThrowsAsync<ArgumentException>(() => inbox.CompleteAsync(lease, Now, transaction));

            Assert.Contains($"the transaction is on {named}, but the inbox is in {Database}. Begin it on a connection to that file", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Transaction_through_a_link_is_one_of_the_same_file()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Windows lets administrators only make links.
        }

        await using var services = Open();
        var (inbox, lease) = await ClaimedAsync(services);
        var link = Path.Combine(_folder, "link.db");
        File.CreateSymbolicLink(link, Database);
        using var connection = Connect(link);
        using var transaction = connection.BeginTransaction();

        Assert.True(await inbox.CompleteAsync(lease, Now, transaction));
    }

    [Fact]
    public async Task Transaction_that_has_ended_and_one_of_another_database_are_refused()
    {
        await using var services = Open();
        var (inbox, lease) = await ClaimedAsync(services);
        using var connection = Connect(Database);
        using var transaction = connection.BeginTransaction();
        transaction.Rollback();

        var ended = await Assert.ThrowsAsync<ArgumentException>(() => inbox.CompleteAsync(lease, Now, transaction));
        var foreign = await Assert.ThrowsAsync<ArgumentException>(() => inbox.CompleteAsync(lease, Now, new ForeignTransaction()));

        Assert.Contains("CompleteAsync: the transaction has ended. Complete the message before it is committed.", ended.Message, StringComparison.Ordinal);
        Assert.Contains($"the transaction is a ForeignTransaction, but the inbox is in the SQLite file {Database}.", foreign.Message, StringComparison.Ordinal);
        Assert.False(await inbox.IsCompletedAsync(lease));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ServiceProvider Open(string more = "")
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRedoxDestination(options => options.VerificationTokens.Add("the-verification-token")).UseSqliteInbox($"Data Source={Database}{more}");
        return services.BuildServiceProvider();
    }

    private static async Task<(IRedoxTransactionalInbox Inbox, RedoxInboxLease Lease)> ClaimedAsync(ServiceProvider services, string body = "{ }")
    {
        var inbox = Assert.IsAssignableFrom<IRedoxTransactionalInbox>(services.GetRequiredKeyedService<IRedoxInbox>(""));
        await inbox.StoreAsync(Message("a", body));
        var claimed = await inbox.ClaimAsync(new() { Destination = "", Count = 1, Lease = TimeSpan.FromMinutes(1), DueBy = Now });
        return (inbox, Assert.Single(claimed.Entries).Lease);
    }

    private static RedoxInboxMessage Message(string logId, string body) =>
        new() { Destination = "", LogId = logId, Key = "", ReceivedAt = Now, Body = Encoding.UTF8.GetBytes(body) };

    private static SqliteConnection Connect(string source)
    {
        var connection = new SqliteConnection($"Data Source={source};Pooling=False");
        connection.Open();
        return connection;
    }

    private static object? Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar();
    }

    private sealed class ForeignTransaction : DbTransaction
    {
        public override System.Data.IsolationLevel IsolationLevel => System.Data.IsolationLevel.Serializable;

        protected override DbConnection? DbConnection => null;

        public override void Commit()
        {
        }

        public override void Rollback()
        {
        }
    }
}
