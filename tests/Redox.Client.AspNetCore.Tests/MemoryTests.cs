using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared;

namespace Redox.Client.AspNetCore.Tests;

/// <summary>Large bodies over sockets: what is told to those that find no room, and how little strangers may send.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryTests
{
    private const int MaxBytes = 1_000_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30); // So that a test that fails ends.

    [Fact]
    public async Task Request_without_room_is_answered_503_with_Retry_After()
    {
        var mayEnd = new TaskCompletionSource();
        var isHandled = new TaskCompletionSource();
        await using var host = await TestHost.StartAsync(
            destination => destination.AddHandler<SchedulingNew, Holding>(),
            options => (options.MaxBodySize, options.MaxValues, options.MaxMemoryInFlight) = (MaxBytes, 1_000, (MaxBytes * 3) + 600_000),
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

    [Fact]
    public async Task Slow_sender_is_cut_off_with_503_while_others_wait()
    {
        var clock = new LaterClock();
        var slowHasRoom = new TaskCompletionSource();
        await using var host = await TestHost.StartAsync(
            destination => destination.AddHandler<SchedulingNew, Holding>(),
            options => (options.MaxBodySize, options.MaxValues, options.MaxMemoryInFlight) = (MaxBytes, 1_000, (MaxBytes * 3) + 600_000),
            services => services.AddSingleton<TimeProvider>(clock).AddSingleton(new Holding(new TaskCompletionSource(), Task.CompletedTask)),
            app =>
            {
                app.Use((context, next) =>
                {
                    context.Features.Set<IRequestBodyPipeFeature>(new WatchedBody(context.Request.BodyReader, slowHasRoom));
                    return next(context);
                });
                app.MapRedoxDestination("/redox");
            });
        using var slow = await host.ConnectAsync();
        await slow.PostAsync("Connection: close", "Content-Type: application/json", $"Content-Length: {MaxBytes}");
        await slow.WriteAsync(new byte[70_000]);
        await slowHasRoom.Task.WaitAsync(Limit);
        clock.Skip(TimeSpan.FromSeconds(10));

        using var other = await host.PostAsync(Large).WaitAsync(Limit);
        await slow.WriteAsync(new byte[MaxBytes - 70_000]);
        var text = await slow.TextAsync().WaitAsync(Limit);

        Assert.Equal(200, (int)other.StatusCode);
        Assert.StartsWith("HTTP/1.1 503 Service Unavailable\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\nRetry-After: 5\r\n", text, StringComparison.Ordinal);
        var problem = Assert.Single(host.Services.GetFakeLogCollector().GetSnapshot(), record => record.Level >= LogLevel.Warning);
        Assert.Equal((103, null), (problem.Id.Id, problem.Exception));
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

    private sealed class LaterClock : TimeProvider
    {
        private long _skipped;

        public void Skip(TimeSpan time) => Interlocked.Add(ref _skipped, (long)(time.TotalSeconds * TimestampFrequency));

        public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _skipped);
    }

    /// <summary>Signals when more is asked for than comes without room.</summary>
    private sealed class WatchedBody(PipeReader body, TaskCompletionSource isLarge) : PipeReader, IRequestBodyPipeFeature
    {
        private ReadOnlySequence<byte> _read;
        private long _consumed;

        public PipeReader Reader => this;

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            if (_consumed >= 65_536)
            {
                isLarge.TrySetResult();
            }

            var result = await body.ReadAsync(cancellationToken);
            _read = result.Buffer;
            return result;
        }

        public override void AdvanceTo(SequencePosition consumed)
        {
            _consumed += _read.Slice(0, consumed).Length;
            body.AdvanceTo(consumed);
        }

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => throw new NotSupportedException();

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

        public override void CancelPendingRead() => body.CancelPendingRead();

        public override void Complete(Exception? exception = null) => body.Complete(exception);
    }

    private sealed class Holding(TaskCompletionSource isHandled, Task mayEnd) : IRedoxHandler<SchedulingNew>
    {
        public Task HandleAsync(SchedulingNew message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            isHandled.TrySetResult();
            return mayEnd;
        }
    }
}
