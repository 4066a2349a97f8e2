using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Redox.Client.Models;
using Redox.Client.Receiving;
using Shared;

namespace Redox.Client.AspNetCore.Tests;

/// <summary>What no decent sender does, byte by byte over a socket: the right status, bounded memory, and the next request is served.</summary>
[Collection(nameof(Alone))]
public sealed class MalformedTrafficTests
{
    /// <summary>The sender has closed in the middle of its body: there is nobody to answer.</summary>
    private const int Gone = 0;

    private const string Json = "Content-Type: application/json";
    private const string Appointment = """{"Meta":{"DataModel":"Scheduling","EventType":"New"}}""";

    [Theory]
    [InlineData("cut off", Gone)]
    [InlineData("cut off in a chunk", Gone)]
    [InlineData("no chunk size", 400)]
    [InlineData("huge chunk size", Gone)]
    [InlineData("negative length", 400)]
    [InlineData("two lengths", 400)]
    [InlineData("length and chunks", 200)]
    [InlineData("announced too large", 413)]
    [InlineData("wrong charset", 415)]
    [InlineData("UTF-16", 400)]
    [InlineData("gzip", 415)]
    [InlineData("10,000 levels", 400)]
    [InlineData("10,000 levels unclosed", 400)]
    [InlineData("900,000 members", 200)]
    [InlineData("a million members", 501)] // With the rest more values than are read.
    [InlineData("nothing", 400)]
    public async Task A_request_gets_its_status_and_the_next_one_is_served(string kind, int status)
    {
        await using var host = await TestHost.StartAsync(destination => destination.AddHandler<SchedulingNew, Nothing>());
        using (var connection = await host.ConnectAsync())
        {
            await SendAsync(connection, kind);
            Assert.Equal(status, await connection.StatusAsync() ?? Gone);
        }

        using var next = await host.PostAsync(Appointment);
        Assert.Equal(200, (int)next.StatusCode);
        Assert.DoesNotContain("Unhandled exception", host.Log, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Endless_chunks_are_cut_off_at_the_size_limit()
    {
        const int Limit = 1024 * 1024;
        await using var host = await TestHost.StartAsync(destination => destination.AddHandler<SchedulingNew, Nothing>(), options => options.MaxBodySize = Limit);
        using var connection = await host.ConnectAsync();
        var chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string(' ', 0x10000)}\r\n");
        await connection.PostAsync(Json, "Transfer-Encoding: chunked");

        var status = connection.StatusAsync();
        var sent = 0L;
        try
        {
            for (; !status.IsCompleted && sent < 100L * Limit; sent += 0x10000)
            {
                await connection.WriteAsync(chunk);
            }
        }
        catch (IOException)
        {
            // The server has had enough and closed.
        }

        Assert.Equal(413, await status);
        Assert.InRange(sent, Limit, 50L * Limit);
        using var next = await host.PostAsync(Appointment);
        Assert.Equal(200, (int)next.StatusCode);
    }

    /// <summary>60 MB of nothing in 60 KB. It is never inflated: not its content, and not because somebody added a decompressing middleware.</summary>
    [Fact]
    public async Task A_gzip_bomb_is_refused_unread()
    {
        await using var host = await TestHost.StartAsync(destination => destination.AddHandler<SchedulingNew, Nothing>());
        using var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1_000_000];
            for (var i = 0; i < 60; i++)
            {
                await gzip.WriteAsync(zeros);
            }
        }

        using var request = TestHost.Post(bomb.ToArray());
        request.Content!.Headers.Add("Content-Encoding", "gzip");
        var before = GC.GetTotalAllocatedBytes(precise: true);
        using var response = await host.Http.SendAsync(request);

        Assert.Equal(415, (int)response.StatusCode);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 5_000_000);
    }

    /// <summary>Kestrel bounds it, with the rate that the application sets: 240 bytes in a second after 5 seconds by default; here, at once.</summary>
    [Fact]
    public async Task A_slow_sender_is_cut_off()
    {
        await using var host = await TestHost.StartAsync(
            destination => destination.AddHandler<SchedulingNew, Nothing>(),
            kestrel: options => options.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 1_000_000, gracePeriod: TimeSpan.FromSeconds(1.001)));
        using var connection = await host.ConnectAsync();
        await connection.PostAsync(Json, "Content-Length: 1000000");
        await connection.WriteAsync("{");

        Assert.Equal(408, await connection.StatusAsync());
        using var next = await host.PostAsync(Appointment);
        Assert.Equal(200, (int)next.StatusCode);
    }

    [Fact]
    public async Task A_stranger_with_a_large_body_is_refused_after_a_few_bytes()
    {
        await using var host = await TestHost.StartAsync();
        using var connection = await host.ConnectAsync();

        await connection.WriteAsync($"POST /redox HTTP/1.1\r\nHost: localhost\r\n{Json}\r\nTransfer-Encoding: chunked\r\n\r\n2000\r\n{new string(' ', 0x2000)}\r\n");

        Assert.Equal(401, await connection.StatusAsync());
    }

    /// <summary>The server learns of a reset in the body before it cancels the request, or after it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_reset_is_no_failure_of_the_application(bool isCancelled)
    {
        await using var host = await TestHost.StartAsync(
            destination => destination.AddHandler<SchedulingNew, Nothing>(),
            map: app =>
            {
                app.Use((HttpContext context, RequestDelegate next) =>
                {
                    context.Request.Body = new ResetBody(isCancelled);
                    return next(context);
                });
                app.MapRedoxDestination("/redox");
            });

        await Assert.ThrowsAsync<HttpRequestException>(() => host.PostAsync(Appointment));

        Assert.DoesNotContain("unhandled exception", host.Log, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("CANARY", host.Log, StringComparison.Ordinal);
    }

    private static async Task SendAsync(RawConnection connection, string kind)
    {
        switch (kind)
        {
            case "cut off":
                await connection.PostAsync(Json, "Content-Length: 1000");
                await connection.WriteAsync(Appointment);
                connection.EndWriting();
                break;
            case "cut off in a chunk":
                await connection.PostAsync(Json, "Transfer-Encoding: chunked");
                await connection.WriteAsync($"1000\r\n{Appointment}");
                connection.EndWriting();
                break;
            case "no chunk size":
                await connection.PostAsync(Json, "Transfer-Encoding: chunked");
                await connection.WriteAsync("zz\r\n{}\r\n0\r\n\r\n");
                break;
            case "huge chunk size":
                await connection.PostAsync(Json, "Transfer-Encoding: chunked");
                await connection.WriteAsync("7fffffff\r\n{");
                await connection.WriteAsync(new byte[1_000_000]);
                connection.EndWriting();
                break;
            case "negative length":
                await connection.PostAsync(Json, "Content-Length: -1");
                break;
            case "two lengths":
                await connection.PostAsync(Json, $"Content-Length: {Appointment.Length}", "Content-Length: 1");
                break;
            case "length and chunks":
                await connection.PostAsync(Json, "Content-Length: 3", "Transfer-Encoding: chunked");
                await connection.WriteAsync($"{Appointment.Length:x}\r\n{Appointment}\r\n0\r\n\r\n");
                break;
            case "announced too large":
                await connection.PostAsync(Json, "Content-Length: 999999999999");
                break;
            case "wrong charset":
                await WholeAsync(connection, Encoding.Latin1.GetBytes(Appointment), "Content-Type: application/json; charset=windows-1252");
                break;
            case "UTF-16":
                await WholeAsync(connection, Encoding.Unicode.GetBytes(Appointment), Json);
                break;
            case "gzip":
                await WholeAsync(connection, [0x1f, 0x8b, 8, 0], Json, "Content-Encoding: gzip");
                break;
            case "10,000 levels":
                await WholeAsync(connection, Encoding.ASCII.GetBytes($$"""{"Meta":{"DataModel":"Scheduling","EventType":"New"},"X":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}"""), Json);
                break;
            case "10,000 levels unclosed":
                await WholeAsync(connection, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"Meta\":", 10_000))), Json);
                break;
            case "900,000 members":
                await WholeAsync(connection, Encoding.ASCII.GetBytes($$$"""{"Meta":{"DataModel":"Scheduling","EventType":"New"}{{{string.Concat(Enumerable.Repeat(",\"a\":1", 900_000))}}}}"""), Json);
                break;
            case "a million members":
                await WholeAsync(connection, Encoding.ASCII.GetBytes($$$"""{"Meta":{"DataModel":"Scheduling","EventType":"New"}{{{string.Concat(Enumerable.Repeat(",\"a\":1", 1_000_000))}}}}"""), Json);
                break;
            default:
                await connection.PostAsync(Json, "Content-Length: 0");
                break;
        }
    }

    private static async Task WholeAsync(RawConnection connection, byte[] body, params string[] headers)
    {
        await connection.PostAsync([.. headers, $"Content-Length: {body.Length}"]);
        await connection.WriteAsync(body);
    }

    private sealed class ResetBody(bool isCancelled) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw (isCancelled ? new OperationCanceledException("CANARY") : new IOException("CANARY"));
    }

    private sealed class Nothing : IRedoxHandler<SchedulingNew>
    {
        public Task HandleAsync(SchedulingNew message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
