using System.Net;
using System.Net.NetworkInformation;

namespace Redox.Client.Testing.Tests;

public sealed class TransportTests
{
    [Fact]
    public async Task The_server_listens_on_the_loopback_address_only()
    {
        await using var redox = await RedoxFake.StartAsync();

        Assert.Equal("127.0.0.1", redox.BaseAddress.Host);
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == redox.BaseAddress.Port);
        Assert.Equal(IPAddress.Loopback, Assert.Single(listeners).Address);
    }

    [Fact]
    public async Task Two_servers_run_side_by_side()
    {
        await using var first = await RedoxFake.StartAsync();
        await using var second = await RedoxFake.StartAsync();
        using var http = first.CreateHttpClient();
        first.Requests.Allow(RequestProblemKind.RouteUnknown);

        await http.GetAsync("nothing");

        Assert.NotEqual(first.BaseAddress, second.BaseAddress);
        Assert.Single(first.Requests);
        Assert.Empty(second.Requests);
    }

    [Fact]
    public async Task Many_servers_can_be_stopped_at_once()
    {
        var fakes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RedoxFake.StartAsync()));

        await Task.WhenAll(fakes.Select(fake => fake.DisposeAsync().AsTask()));

        var ports = fakes.Select(fake => fake.BaseAddress.Port).ToHashSet();
        Assert.DoesNotContain(IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners(), listener => ports.Contains(listener.Port));
    }

    [Fact]
    public async Task A_start_can_be_cancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RedoxFake.StartAsync(cancellationToken: new CancellationToken(canceled: true)));

    [Fact]
    public async Task The_in_memory_fake_answers_for_no_other_host()
    {
        await using var redox = RedoxFake.InMemory();
        using var http = redox.CreateHttpClient();

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("https://api.redoxengine.com/endpoint")));

        Assert.Equal(HttpRequestError.NameResolutionError, exception.HttpRequestError);
        Assert.Contains("api.redoxengine.com", exception.Message, StringComparison.Ordinal);
        Assert.Empty(redox.Requests);
    }

    [Fact]
    public async Task The_in_memory_fake_replies_on_another_turn_and_heeds_cancellation()
    {
        await using var redox = RedoxFake.InMemory();
        using var http = redox.CreateHttpClient();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => http.GetAsync("endpoint", cancelled.Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-300)]
    public void A_token_lifetime_out_of_range_is_refused(int seconds)
    {
        var exception = Assert.Throws<ArgumentException>(() => RedoxFake.InMemory(options => options.TokenLifetime = TimeSpan.FromSeconds(seconds)));

        Assert.Contains("TokenLifetime", exception.Message, StringComparison.Ordinal);
    }
}
