using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Receiving;

namespace Redox.Client.Sqlite.Tests;

/// <summary>The body of a message, which is a health record, leaves the file with it.</summary>
public sealed class BodyTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private readonly string _folder = Directory.CreateTempSubdirectory("redox-inbox").FullName;

    private string Database => Path.Combine(_folder, "inbox.db");

    [Theory]
    [InlineData("completed")]
    [InlineData("completed in a transaction")]
    [InlineData("discarded")]
    public async Task Body_is_gone_when_its_message_is(string what)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddRedoxDestination(options => options.VerificationTokens.Add("token")).UseSqliteInbox($"Data Source={Database}");
        await using var provider = services.BuildServiceProvider();
        var inbox = (IRedoxTransactionalInbox)provider.GetRequiredKeyedService<IRedoxInbox>("");
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.OpenAsync();
        foreach (var key in new[] { "one", "other" })
        {
            await inbox.StoreAsync(new() { Destination = "", LogId = null, Key = key, ReceivedAt = Now, Body = "{}"u8.ToArray() });
        }

        var lease = Assert.Single((await ClaimAsync(inbox, 1)).Entries).Lease;
        if (what == "completed")
        {
            await ClaimAsync(inbox, 0, RedoxInboxResult.Completed(lease, Now));
        }
        else if (what == "completed in a transaction")
        {
            await using var transaction = connection.BeginTransaction();
            Assert.True(await inbox.CompleteAsync(lease, Now, transaction));
            transaction.Commit();
        }
        else
        {
            await ClaimAsync(inbox, 0, RedoxInboxResult.Parked(lease, Now, new RedoxInboxFailure("Some")));
            Assert.Equal(1, await inbox.DiscardAsync("", [lease.Id], parkedBefore: null, Now));
        }

        Assert.Equal(0L, Count(connection, $"WHERE id = {lease.Id}"));
        Assert.Equal(1L, Count(connection, ""));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<RedoxInboxClaimed> ClaimAsync(IRedoxInbox inbox, int count, params RedoxInboxResult[] results) =>
        inbox.ClaimAsync(new() { Destination = "", Count = count, Lease = TimeSpan.FromMinutes(10), DueBy = Now, Results = results });

    private static object? Count(SqliteConnection connection, string where)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM redox_inbox_body {where}";
        return command.ExecuteScalar();
    }
}
