namespace Redox.Client.Testing.Tests;

public sealed class JournalTests
{
    [Fact]
    public async Task The_journal_keeps_the_newest_ten_thousand_requests()
    {
        await using var redox = RedoxFake.InMemory();
        using var http = redox.CreateHttpClient();

        for (var i = 0; i < RedoxRequests.Capacity + 5; i++)
        {
            using var reply = await http.GetAsync("nothing");
        }

        Assert.Equal(RedoxRequests.Capacity, redox.Requests.Count);
        Assert.Equal(RedoxRequests.Capacity + 5, redox.Requests.Total);
        Assert.Equal(6, redox.Requests.First().Number);
    }
}
