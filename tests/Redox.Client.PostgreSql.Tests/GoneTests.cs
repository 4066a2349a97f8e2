using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shared.InboxTroubles;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>The server is gone for three seconds while messages arrive and are handled, and the clock of the application is a minute later when it is back.</summary>
[Collection(nameof(TroubledServer))]
public sealed class GoneTests(PostgreSqlCluster cluster)
{
    private const int MaxMessages = 500; // A server that is stopped refuses many more within three seconds.

    [PostgreSqlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_accepted_is_handled_once(bool isStopped)
    {
        var (connectionString, clock) = (await cluster.CreateDatabaseAsync(), new FakeTimeProvider());
        await using var first = await InboxServer.StartAsync(clock, destination => destination.UsePostgreSqlInbox(connectionString, options => options.Key = Receiving.InboxKey.None));
        await using var second = await InboxServer.StartAsync(clock, destination => destination.UsePostgreSqlInbox(connectionString, options => options.Key = Receiving.InboxKey.None));
        InboxServer[] servers = [first, second];
        await first.DeliverAsync(InboxServer.Held);
        await first.UntilAsync(() => servers.Sum(server => server.Handled.Count) == 1);

        using var gone = Process.Start("sh", ["-c", isStopped ? cluster.GoneCommand : cluster.PauseCommand]);
        var sent = new List<(string Name, int Status)>();
        var ended = gone.WaitForExitAsync();
        for (var number = 0; number < MaxMessages && !ended.IsCompleted; number++)
        {
            var name = $"message {number}";
            sent.Add((name, (await servers[number % 2].SendAsync(name)).Status));
            if (number == 3)
            {
                clock.Advance(TimeSpan.FromMinutes(1));
            }
        }

        await ended;
        Assert.Equal(0, gone.ExitCode);
        foreach (var (name, _) in sent.Where(message => message.Status != 200))
        {
            await second.DeliverAsync(name);
        }

        Array.ForEach(servers, server => server.Release());
        await first.UntilEmptyAsync();
        var expected = sent.Select(message => message.Name).Append(InboxServer.Held).Order(StringComparer.Ordinal);
        Assert.Equal(expected, servers.SelectMany(server => server.Handled).Order(StringComparer.Ordinal));
        Assert.All(sent, message => Assert.Contains(message.Status, (int[])[200, 500]));
        Assert.Equal(isStopped, sent.Exists(message => message.Status == 500));
        foreach (var server in servers)
        {
            Assert.Empty(server.Logged(InboxServer.LeaseLost, InboxServer.ResultRefused));
            Assert.All(server.Logged(InboxServer.NotStored, InboxServer.InboxFailed), line => Assert.Matches("PostgreSqlInboxException (08006|57P0[123])", line));
            Assert.DoesNotContain("CANARY", server.Log, StringComparison.Ordinal);
        }
    }
}
