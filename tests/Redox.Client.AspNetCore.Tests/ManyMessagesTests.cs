using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared;

namespace Redox.Client.AspNetCore.Tests;

/// <summary>An inbox with many parked messages, as a database that is down for a night makes them.</summary>
public sealed class ManyMessagesTests : IDisposable
{
    private static readonly int Count = TestSize.Of(quick: 10_000, middle: 100_000);

    private readonly string _folder = Directory.CreateTempSubdirectory("redox-operations").FullName;

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task Every_parked_message_is_on_one_page(string store)
    {
        var services = new ServiceCollection();
        OperationsHost.UseInbox(services.AddRedoxDestination(options => options.VerificationTokens.Add(TestHost.Token)), store, _folder);
        await using var provider = services.BuildServiceProvider();
        var inbox = provider.GetRequiredKeyedService<IRedoxInbox>("");
        await ParkAsync(inbox);
        await using var host = await OperationsHost.StartAsync(build: destination => destination.AddHandler<SchedulingNew, OperationsHost.Handler>().UseInbox(_ => inbox));

        var (seen, next, pages) = (new HashSet<string>(), (long?)0, 0);
        for (; next is { } after && pages <= Count; pages++)
        {
            var page = await host.ListAsync($"state=parked&count=1000&after={after}");
            Assert.All(page["messages"]!, message => Assert.True(seen.Add((string)message["logId"]!)));
            next = (long?)page["next"];
        }

        Assert.Equal((Count, (Count / 1_000) + 1), (seen.Count, pages)); // A full page has a next one, which may be empty.
        Assert.Equal((0, 0, Count), await host.CountAsync());
        Assert.Equal(Count, await host.ChangeAsync("discard", """{"all":true}"""));
        Assert.Equal((0, 0, 0), await host.CountAsync());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task ParkAsync(IRedoxInbox inbox)
    {
        foreach (var part in Enumerable.Range(0, Count).Chunk(5_000))
        {
            await Task.WhenAll(part.Select(number => inbox.StoreAsync(
                new RedoxInboxMessage { Destination = "", LogId = $"{number}", Key = null, ReceivedAt = DateTimeOffset.UtcNow, Body = "{}"u8.ToArray() })));
        }

        var claimed = await inbox.ClaimAsync(new RedoxInboxClaim { Destination = "", Count = Count, Lease = TimeSpan.FromHours(1), DueBy = DateTimeOffset.UtcNow });
        Assert.Equal(Count, claimed.Entries.Count);
        await inbox.ClaimAsync(new RedoxInboxClaim
        {
            Destination = "",
            Count = 0,
            Lease = TimeSpan.FromHours(1),
            DueBy = DateTimeOffset.UtcNow,
            Results = [.. claimed.Entries.Select(entry => RedoxInboxResult.Parked(entry.Lease, DateTimeOffset.UtcNow, new RedoxInboxFailure("TimeoutException")))],
        });
    }
}
