using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Redox.Client.Tests.Setup;

namespace Redox.Client.AspNetCore.Tests;

/// <summary>Large bodies over sockets: what is told to those that find no room, and how little strangers may send.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryTests
{
    private const int MaxBytes = 1_000_000;

    [Fact]
    public async Task A_request_without_room_is_answered_503_with_the_time_after_which_to_come_again()
    {
        var mayEnd = new TaskCompletionSource();
        var isHandled = new TaskCompletionSource();
        await using var host = await TestHost.StartAsync(
            destination => destination.AddHandler<SchedulingNew, Holding>(),
            options => (options.MaxBodyBytes, options.MaxValues, options.MaxMemoryInFlight) = (MaxBytes, 1_000, (MaxBytes * 3) + 600_000),
            services => services.AddSingleton(new Holding(isHandled, mayEnd.Task)));
        var first = host.PostAsync(Large);
        await isHandled.Task;

        using (var response = await host.PostAsync(Large))
        {
            Assert.Equal((503, TimeSpan.FromSeconds(5)), ((int)response.StatusCode, response.Headers.RetryAfter?.Delta));
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        }

        mayEnd.SetResult();
        using var handled = await first;
        Assert.Equal(200, (int)handled.StatusCode);
        using var again = await host.PostAsync(Large);
        Assert.Equal(200, (int)again.StatusCode);
    }

    [Theory]
    [InlineData("verification-token: wrong")]
    [InlineData("Accept: */*")]
    public async Task A_stranger_is_not_listened_to_for_long(string header)
    {
        const int Most = 20 * 1024 * 1024; // What lies in buffers of both sides included.
        await using var host = await TestHost.StartAsync();
        using var connection = await host.ConnectAsync();
        await connection.WriteAsync($"POST /redox HTTP/1.1\r\nHost: localhost\r\n{header}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        var chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string(' ', 0x10000)}\r\n");

        var sent = 0;
        try
        {
            for (; sent < 5 * Most; sent += 0x10000)
            {
                await connection.WriteAsync(chunk);
            }
        }
        catch (IOException)
        {
            // The server has had enough and closed.
        }

        Assert.InRange(sent, 0, Most);
        Assert.DoesNotContain("unhandled exception", host.Log, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The program in a size that takes seconds; the full one is in its head.</summary>
    [Fact]
    public async Task A_process_with_little_memory_takes_many_large_messages()
    {
        var output = await RunProgram.OutputOfAsync("MemoryCeiling", ["--bytes", "4000000", "--bodies", "6", "--memory", "1610612736", "--shape", "Insurances:[{},...]"]);

        Assert.Contains("1,000,000 values  ok     6 x 200", output, StringComparison.Ordinal);
        Assert.Contains("All were taken in the end.", output, StringComparison.Ordinal);
    }

    private static string Large => $$"""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"New":"{{new string('x', MaxBytes - 100)}}"}""";

    private sealed class Holding(TaskCompletionSource isHandled, Task mayEnd) : IRedoxHandler<SchedulingNew>
    {
        public Task HandleAsync(SchedulingNew message, RedoxDelivery delivery, CancellationToken cancellationToken = default)
        {
            isHandled.TrySetResult();
            return mayEnd;
        }
    }
}
